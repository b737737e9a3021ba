// https://community.mimecast.com/docs/DOC-1369 (the page that the replies name)
description 'Domains behind Mimecast: it greylists strangers, and administrators prohibit senders. Delivery desk'
mx '*.mimecast.com', '*.mimecast.co.za', '*.mimecast-offshore.com'

on(text: ~/(?i)internal resources are temporarily unavailable/) { classify soft, 'greylisted'; retry after: 15.minutes, attempts: 8 }
on(text: ~/(?i)administrative prohibition|envelope blocked|sender.*blocked/) { classify hard, 'policy_rejected'; keepSubscriber() }
on(text: ~/(?i)poor reputation sender|local CT IP reputation/) { classify hard, 'ip_reputation'; keepSubscriber(); alert 'mimecast_reputation' }
otherwise { if (smtp >= 400 && smtp < 500) retryPolicy 'aggressive' }
