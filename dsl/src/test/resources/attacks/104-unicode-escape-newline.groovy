// kind: effect
// place: both
// expected: refused
// harmless \u000a System.setProperty('pwn','1')
