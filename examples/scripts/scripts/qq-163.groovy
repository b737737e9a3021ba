// NetEase's replies name http://mail.163.com/help/help_spam_16.htm, QQ's http://service.mail.qq.com: codes and wordings are as they give them
// (HL connection, MI sender, RP recipients, DT content).
description 'QQ and NetEase count per IP and domain, and say so with a permanent code: it is a rate all the same. Delivery desk'
domain 'qq.com', 'foxmail.com', 'vip.qq.com', '163.com', '126.com', 'yeah.net', 'vip.163.com'

on(text: [~/(?i)(ip|domain|connection|sender) frequency (is )?limited/, ~/\b(RP:(TRC|CEL|DRC|RCL|QRC|CCL)|MI:(DMC|SFQ|STC|CEL|CCL)|HL:(ICC|IFC|REP))\b/]) {
  classify soft, 'rate_limited'
  retry after: 3.hours, attempts: 8
  throttle '1/s'
}
on(text: ~/\bMI:(SPF|DMA)\b/) { classify hard, 'auth_failure'; keepSubscriber(); alert "authentication_${domain}" }
on(text: ~/\b(MI:(SPB|IMF)|DT:SUM|HL:MEP)\b/) { classify hard, 'sender_rejected'; keepSubscriber(); alert "sender_${domain}" }
on(text: ~/\b(HL:IPB|DT:RBL)\b/) { classify hard, 'ip_reputation'; keepSubscriber(); alert "block_${domain}" }
on(smtp: 451, text: ~/\bDT:SPM\b/) { classify soft, 'spam_content'; retry after: 30.minutes, attempts: 4 }
on(text: [~/\bDT:SPM\b/, ~/(?i)mail content denied/]) { classify hard, 'spam_content'; keepSubscriber(); alert "content_${domain}" }
on(text: ~/(?i)mailbox (unavailable or access denied|not found)|user not found/) { classify hard, 'user_unknown' }
