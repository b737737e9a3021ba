// https://help.mail.ru/mail-help/postmaster/dmarc (the page that Mail.ru's replies name); Yandex's are as its replies give them.
description 'Mail.ru and Yandex: suspicion of spam is about the mailing, not about the address. Delivery desk'
domain 'mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'internet.ru', 'yandex.ru', 'yandex.com', 'ya.ru'

on(text: ~/(?i)DMARC policy/) { classify hard, 'auth_failure'; keepSubscriber(); alert 'dmarc_reject' }
on(text: ~/(?i)access from (ip address|domain) \S+ (is )?blocked/) { classify hard, 'ip_reputation'; keepSubscriber(); alert "block_${domain}" }
on(text: [~/(?i)spam message rejected/, ~/(?i)under suspicion of spam/, ~/notspam-support/]) { classify hard, 'spam_content'; keepSubscriber(); alert "spam_${domain}" }
on(text: ~/(?i)(rate ?limit|too many (connections|messages))/) { classify soft, 'rate_limited'; retry after: 2.hours, attempts: 6; throttle '20/min' }
on(dsn: '4.7.1', text: ~/(?i)come back later|try again later/) { classify soft, 'greylisted'; retry after: 20.minutes, attempts: 6 }
