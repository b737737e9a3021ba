// https://senders.yahooinc.com/smtp-error-codes/
description 'Yahoo and AOL defer by volume and complaints (TSS04): waiting works, pushing does not. Delivery desk'
domain 'yahoo.com', 'ymail.com', 'rocketmail.com', 'aol.com', 'aim.com', 'yahoo.co.uk', 'yahoo.fr', 'yahoo.de'
mx '*.yahoodns.net'

on(text: ~/\[TSS?0[0-9]\]/) {
  classify soft, 'rate_limited'
  if (reason =~ /permanently deferred/) { giveUp(); alert 'yahoo_deferred' } else { retry after: 4.hours, attempts: 6; throttle '10/min' }
}
on(text: [~/\[BL2[0-9]\]/, ~/(?i)connections not accepted from IP/]) { classify hard, 'ip_reputation'; keepSubscriber(); alert 'ip_blocklisted' }
on(text: ~/delivery error: dd .*(doesn't have a|account has been disabled|not a valid mailbox)/) {
  if (reason =~ /disabled/) classify hard, 'mailbox_disabled' else classify hard, 'user_unknown'
}
