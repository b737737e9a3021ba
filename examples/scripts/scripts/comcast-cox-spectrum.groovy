// https://postmaster.comcast.net/smtp-error-codes.php , https://www.cox.com/residential/support/email-error-codes.html ,
// https://www.spectrum.net/support/internet/understanding-email-error-codes
description 'American cable mailboxes name the limit in a code: BL blocks, RL and CXTHRT slow down. Delivery desk'
domain 'comcast.net', 'xfinity.com', 'cox.net', 'charter.net', 'spectrum.net', 'rr.com', '*.rr.com', 'twc.com'

on(text: [~/\bRL0000[0-9]{2}\b/, ~/\bCX(THRT|MXRT|CNCT)\b/, ~/(?i)throttled/]) {
  classify soft, 'rate_limited'
  retry after: 1.hours, attempts: 8
  throttle '60/min'
}
on(text: [~/\bBL0000[0-9]{2}\b/, ~/\bCXRBL\b/, ~/\bAUP#[A-Za-z]+-1[0-9]{3}\b/]) { classify hard, 'ip_reputation'; keepSubscriber(); alert "block_${domain}" }
on(text: ~/(?i)no such (account|user|recipient)|not our customer/) { classify hard, 'user_unknown' }
