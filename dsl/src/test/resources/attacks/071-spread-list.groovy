// kind: effect
// place: top
// expected: refused
domain(*System.setProperty('pwn','1').split(','))
