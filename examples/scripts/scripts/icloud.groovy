// https://support.apple.com/en-us/102322
description 'iCloud Mail refuses by local policy (CS01, HM07, HM08): the address is fine, the stream is not. Delivery desk'
domain 'icloud.com', 'me.com', 'mac.com'
mx '*.mail.icloud.com'

on(text: ~/\[(CS|HM)[0-9]{2}\]/) { classify hard, 'policy_rejected'; keepSubscriber(); alert 'icloud_policy' }
on(text: ~/(?i)not accepting connections/) { classify soft, 'ip_reputation'; retry after: 6.hours, attempts: 4; throttle '5/min' }
on(dsn: ['4.2.2', '5.2.2'], text: ~/(?i)quota|full/) { classify soft, 'mailbox_full'; retry after: 24.hours, attempts: 5 }
