domain 'yahoo.com', 'ymail.com', 'aol.com'      // exact names; '*.example.com' for everything below
mx '*.yahoodns.net'                              // or by receiving host
def GREY = ~/(?i)try again/

on(dsn: '4.7.0') {
  if (reason =~ /TSS0[49]/) { classify soft, 'rate_limited'; retry after: 4.hours, attempts: 6; throttle '10/min' }
}
on(dsn: ['5.7.1', '5.7.*'], text: ~/(?i)blocked using/) { keepSubscriber(); alert 'ip_blocklisted' }
otherwise { if (reason =~ GREY || smtp == 451) { retry after: 30.minutes, attempts: 4 } }
