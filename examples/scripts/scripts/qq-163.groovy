// https://service.mail.qq.com/ , http://mail.163.com/help/help_spam_16.htm (the pages that the replies name)
description 'QQ and NetEase count per IP and domain, and say so with a permanent code: it is a rate all the same. Delivery desk'
domain 'qq.com', 'foxmail.com', 'vip.qq.com', '163.com', '126.com', 'yeah.net', 'vip.163.com'

on(text: [~/(?i)(ip|domain|connection|sender) frequency (is )?limited/, ~/\b(RP:TRC|RP:CEL|MI:SPB|DT:SUM)\b/]) {
  classify soft, 'rate_limited'
  retry after: 3.hours, attempts: 8
  throttle '1/s'
}
on(text: [~/\bDT:SPM\b/, ~/(?i)mail content denied/]) { classify hard, 'spam_content'; keepSubscriber(); alert "content_${domain}" }
on(text: ~/(?i)mailbox (unavailable or access denied|not found)|user not found/) { classify hard, 'user_unknown' }
