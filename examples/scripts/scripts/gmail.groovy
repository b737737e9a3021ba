// https://support.google.com/a/answer/3726730
description 'Gmail: unusual rates are answered by slowing down, missing authentication by a person. Delivery desk'
domain 'gmail.com', 'googlemail.com'
mx '*.google.com', '*.googlemail.com'

on(dsn: '4.7.28') { classify soft, 'rate_limited'; retry after: 2.hours, attempts: 8; throttle '20/min' }
on(dsn: '4.2.1', text: ~/(?i)receiving mail (too quickly|at a rate)/) { classify soft, 'rate_limited'; retry after: 6.hours, attempts: 4 }
on(dsn: ['4.7.29', '5.7.29'], text: ~/(?i)\bTLS\b/) { if (smtp >= 500) { classify hard, 'tls_failure' } else { classify soft, 'tls_failure' }; keepSubscriber(); alert 'gmail_tls' }
on(dsn: ['4.7.26', '4.7.27', '4.7.30', '4.7.32', '4.7.40']) { classify soft, 'auth_failure'; retry after: 6.hours, attempts: 4; alert 'gmail_authentication' }
on(dsn: ['5.7.26', '5.7.27', '5.7.30', '5.7.32', '5.7.40']) { classify hard, 'auth_failure'; keepSubscriber(); alert 'gmail_authentication' }
on(dsn: ['4.7.23', '4.7.25']) { classify soft, 'rdns_failure'; retry after: 6.hours, attempts: 4; alert 'gmail_reverse_dns' }
on(dsn: '5.7.25') { classify hard, 'rdns_failure'; keepSubscriber(); alert 'gmail_reverse_dns' }
on(dsn: ['4.2.2', '5.2.2']) { classify soft, 'mailbox_full'; retry after: 24.hours, attempts: 3 }
