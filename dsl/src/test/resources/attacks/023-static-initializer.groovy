// kind: effect
// place: top
// expected: refused
class X { static { System.setProperty('pwn','1') } }
X.name
