// http://postmaster.comcast.net/mail-error-codes.html , http://postmaster.cox.net/confluence/display/postmaster/Error+Codes ;
// Spectrum's are as its replies give them: AUP#In-1310 and the like.
description 'American cable mailboxes name the limit in a code: BL blocks, RL and CXTHRT slow down. Delivery desk'
domain 'comcast.net', 'xfinity.com', 'cox.net', 'charter.net', 'spectrum.net', 'rr.com', '*.rr.com', 'twc.com'

on(text: [~/\bRL0000[0-9]{2}\b/, ~/\bCX(THRT|MXRT|CNCT)\b/, ~/(?i)throttled/]) {
  classify soft, 'rate_limited'
  retry after: 1.hours, attempts: 8
  throttle '60/min'
}
on(text: [~/\bBL0000[0-9]{2}\b/, ~/\b(CXBL|CXRBL|CDRBL|IPBL[01]{4})\b/, ~/\bAUP#[A-Za-z]+-1[0-9]{3}\b/]) { classify hard, 'ip_reputation'; keepSubscriber(); alert "block_${domain}" }
on(text: ~/(?i)no such (account|user|recipient)|not our customer/) { classify hard, 'user_unknown' }
