// kind: effect
// place: both
// expected: refused
def x = "${ w -> System.setProperty('pwn','1') }"
