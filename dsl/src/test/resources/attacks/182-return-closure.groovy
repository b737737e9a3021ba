// kind: effect
// place: both
// expected: refused
return { System.setProperty('pwn','1') }()
