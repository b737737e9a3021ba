// kind: effect
// place: both
// expected: refused
def x = 1
x += System.setProperty('pwn','1')
