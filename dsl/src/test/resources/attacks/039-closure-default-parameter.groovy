// kind: effect
// place: both
// expected: refused
def c = { x = System.setProperty('pwn','1') -> x }
c()
