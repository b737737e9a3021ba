// kind: effect
// place: top
// expected: refused
class X { @Delegate String s = { System.setProperty('pwn','1'); 'x' }() }
new X()
