// kind: effect
// place: both
// expected: refused
defer { System.setProperty('pwn','1') }
