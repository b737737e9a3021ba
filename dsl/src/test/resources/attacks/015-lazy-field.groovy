// kind: effect
// place: top
// expected: refused
class X { @Lazy String s = { System.setProperty('pwn','1'); 'x' }() }
new X().s
