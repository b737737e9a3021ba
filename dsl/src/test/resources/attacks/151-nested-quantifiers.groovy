// kind: dos
// place: in
// expected: bounded
if (reason =~ /((a+)+)+$/ || reason =~ /(.*.*.*)*x/ || reason =~ /^(([a-z])+.)+[A-Z]([a-z])+$/) alert 'a'
