// kind: effect
// place: top
// expected: refused
def f(Object... o) { System.setProperty('pwn','1') }
f(1, 2)
