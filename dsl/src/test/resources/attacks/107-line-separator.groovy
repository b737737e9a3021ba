// kind: effect
// place: both
// expected: refused
// x System.setProperty('pwn','1')
