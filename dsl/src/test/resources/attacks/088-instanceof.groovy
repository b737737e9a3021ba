// kind: alert
// place: both
// expected: refused
if (reason instanceof String) alert 'pwn'
