// kind: effect
// place: both
// expected: refused
def x = campaign ?: System.setProperty('pwn','1')
