// kind: effect
// place: both
// expected: refused
alert "${System.setProperty('pwn','1')}"
