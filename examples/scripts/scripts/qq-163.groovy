// No page that is known to be there still: codes and wordings are as the replies give them (HL connections, MI sender, RP recipients, DT content).
description 'QQ and NetEase count per IP and domain, and say so with a permanent code: it is a rate all the same. Delivery desk'
domain 'qq.com', 'foxmail.com', 'vip.qq.com', '163.com', '126.com', 'yeah.net', 'vip.163.com'

on(text: [~/(?i)(ip|domain|connection|sender) frequency (is )?limited/, ~/\b(RP:TRC|RP:CEL|RP:DRC|MI:SPB|MI:DMC|MI:SFQ|HL:ICC|HL:IFC|DT:SUM)\b/]) {
  classify soft, 'rate_limited'
  retry after: 3.hours, attempts: 8
  throttle '1/s'
}
on(smtp: 451, text: ~/\bDT:SPM\b/) { classify soft, 'spam_content'; retry after: 30.minutes, attempts: 4 }
on(text: [~/\bDT:SPM\b/, ~/(?i)mail content denied/]) { classify hard, 'spam_content'; keepSubscriber(); alert "content_${domain}" }
on(text: ~/(?i)mailbox (unavailable or access denied|not found)|user not found/) { classify hard, 'user_unknown' }
