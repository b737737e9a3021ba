// kind: effect
// place: both
// expected: refused
alert 'a\u0027); System.setProperty('pwn','1'); alert(\u0027b'
