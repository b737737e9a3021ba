// kind: effect
// place: top
// expected: refused
def f(x = System.setProperty('pwn','1')) { x }
f()
