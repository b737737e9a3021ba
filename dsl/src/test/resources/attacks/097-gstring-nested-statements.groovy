// kind: effect
// place: both
// expected: refused
def x = "${ def y = 1; System.setProperty('pwn','1'); y }"
