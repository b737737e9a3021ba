// kind: effect
// place: top
// expected: refused
record R(String s) { R { System.setProperty('pwn','1') } }
new R('x')
