// https://www.proofpoint.com/us/support-services/ip-blocked-faq
description 'Domains behind Proofpoint: its reputation service blocks the IP, never the address. Delivery desk'
mx '*.pphosted.com', '*.ppe-hosted.com', '*.gslb.pphosted.com'

on(text: [~/ipcheck\.proofpoint\.com/, ~/support\.proofpoint\.com\/dnsbl/]) {
  keepSubscriber()
  alert 'proofpoint_block'
  if (smtp >= 500) { classify hard, 'ip_reputation' } else { classify soft, 'ip_reputation'; retry after: 4.hours, attempts: 6 }
}
on(text: ~/(?i)too many (messages|connections|sessions)/) { classify soft, 'rate_limited'; retryPolicy 'aggressive'; throttle '10/min' }
otherwise { if (smtp >= 400 && smtp < 500) retryPolicy 'aggressive' }
