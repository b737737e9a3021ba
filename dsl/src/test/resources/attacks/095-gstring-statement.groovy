// kind: effect
// place: both
// expected: refused
"${System.setProperty('pwn','1')}"
