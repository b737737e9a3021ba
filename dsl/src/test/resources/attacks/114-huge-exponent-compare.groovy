// kind: dos
// place: both
// expected: refused
if (smtp == 1e999999999) alert 'pwn'
