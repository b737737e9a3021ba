// kind: effect
// place: top
// expected: refused
@Singleton class X { X() { System.setProperty('pwn','1') } }
X.instance
