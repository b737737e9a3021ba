// kind: dos
// place: both
// expected: refused
alert 'pwn
