// kind: alert
// place: both
// expected: refused
reason = 'x'
alert 'pwn'
