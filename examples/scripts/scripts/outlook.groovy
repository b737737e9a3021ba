// https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx
description 'Outlook.com blocks networks (S3140, S3150): mitigation is asked for by a person, mail waits. Delivery desk'
domain 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'hotmail.fr', 'hotmail.co.uk', 'live.fr', 'outlook.fr'
mx '*.olc.protection.outlook.com'

on(text: ~/\(S31(40|50)\)|block list \(S3[0-9]{3}\)/) { classify hard, 'ip_reputation'; keepSubscriber(); alert 'microsoft_block' }
on(dsn: '4.7.650') { classify soft, 'rate_limited'; retry after: 3.hours, attempts: 8; throttle '30/min' }
on(text: ~/\bRP-00[123]\b/) { classify soft, 'rate_limited'; retry after: 3.hours, attempts: 8; throttle '30/min' }
on(text: ~/\b(SC|OU|DY)-00[1-9]\b/) { keepSubscriber(); alert 'microsoft_block' }
