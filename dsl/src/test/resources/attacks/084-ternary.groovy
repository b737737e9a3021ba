// kind: effect
// place: both
// expected: refused
def x = engaged ? System.setProperty('pwn','1') : 1
