// https://postmaster.gmx.com/en/error-messages , https://postmaster.web.de/de/fehlermeldungen , https://postmaster.t-online.de/index.en.html
description 'GMX and WEB.DE say what is wrong with the host, T-Online wants to be written to. Delivery desk'
domain 'gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'gmx.com', 'mail.com', 'web.de', 't-online.de', 'magenta.de'
mx '*.gmx.net', '*.web.de', '*.t-online.de'

on(text: ~/(?i)bad DNS PTR|c=rdns/) { classify hard, 'rdns_failure'; keepSubscriber(); alert 'reverse_dns' }
on(text: ~/tosa@rx\.t-online\.de/) { classify hard, 'ip_reputation'; keepSubscriber(); alert 'tonline_write_to_tosa' }
on(text: ~/(?i)IP address is (black|block) ?listed|c=bip/) { classify hard, 'ip_reputation'; keepSubscriber(); alert 'ip_blocklisted' }
on(text: ~/(?i)reject due to policy restrictions/) { classify hard, 'policy_rejected'; keepSubscriber(); alert 'gmx_policy' }
on(smtp: [421, 450, 451], text: ~/(?i)nemesis|try again later/) { retry after: 2.hours, attempts: 6 }
