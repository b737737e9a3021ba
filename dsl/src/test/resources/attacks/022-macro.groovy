// kind: effect
// place: both
// expected: refused
def x = macro { System.setProperty('pwn','1') }
