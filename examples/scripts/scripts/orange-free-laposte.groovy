// https://www.postmastery.com/orange-postmaster-smtp-error-codes-ofr/ (Orange's codes, collected), https://postmaster.free.fr/ ,
// https://postmaster.laposte.net/categories/difficultes-pour-emettre-des-emails
description 'French mailboxes: connections are counted (OFR, LPN codes), three at a time are enough. Delivery desk'
domain 'orange.fr', 'wanadoo.fr', 'free.fr', 'aliceadsl.fr', 'laposte.net'
def UNKNOWN = ~/(?i)adresse.*invalide|invalid recipient|(OFR|LPN)[0-9]*_416/

on(text: UNKNOWN) { classify hard, 'user_unknown' }
on(text: ~/(?i)(OFR|LPN)[0-9]*_(1[0-9]{2}|999)|too many connections|slow down/) {
  classify soft, 'rate_limited'
  retry after: 2.hours, attempts: 6
  throttle '3/s'
}
on(text: ~/(?i)(OFR|LPN)[0-9]*_(5[0-9]{2})|spam detected/) { classify hard, 'spam_content'; keepSubscriber(); alert "french_spam_${domain}" }
