// kind: alert
// place: both
// expected: refused
if (smtp == 0x226) alert 'pwn'
