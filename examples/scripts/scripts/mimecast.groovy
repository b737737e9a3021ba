// https://mimecastsupport.zendesk.com/hc/en-us/articles/34000709564691-Policies-Mimecast-SMTP-Error-Codes
description 'Domains behind Mimecast: it greylists strangers, and administrators prohibit senders. Delivery desk'
mx '*.mimecast.com', '*.mimecast.co.za', '*.mimecast-offshore.com'

on(text: ~/(?i)internal resources are temporarily unavailable/) { classify soft, 'greylisted'; retry after: 15.minutes, attempts: 8 }
on(text: ~/(?i)administrative prohibition|envelope blocked|sender.*blocked/) { classify hard, 'policy_rejected'; keepSubscriber() }
on(text: ~/(?i)poor reputation sender|local CT IP reputation/) { classify hard, 'ip_reputation'; keepSubscriber(); alert 'mimecast_reputation' }
otherwise { if (smtp >= 400 && smtp < 500) retryPolicy 'aggressive' }
