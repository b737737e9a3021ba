// kind: effect
// place: both
// expected: refused
assert false : System.setProperty('pwn','1')
