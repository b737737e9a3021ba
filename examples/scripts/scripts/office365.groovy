// https://learn.microsoft.com/en-us/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online
description 'Exchange Online tenants: access denied means an unknown address, a banned IP is ours to delist. Delivery desk'
mx '*.mail.protection.outlook.com'

on(dsn: '5.4.1', text: ~/(?i)access denied/) { classify hard, 'user_unknown' }
on(text: ~/\b5\.7\.6(0[6-9]|[1-4][0-9])\b/) { classify hard, 'ip_reputation'; keepSubscriber(); alert 'microsoft_banned_ip' }
on(dsn: '5.7.509') { classify hard, 'auth_failure'; keepSubscriber(); alert 'dmarc_reject' }
on(text: ~/\b4\.7\.[56][0-9]{2}\b/) { classify soft, 'rate_limited'; retry after: 1.hours, attempts: 8 }
on(dsn: '5.1.10') { classify hard, 'user_unknown' }
