// kind: effect
// place: both
// expected: refused
def x = (reason <=> System.setProperty('pwn','1'))
