// kind: effect
// place: both
// expected: refused
x = 1
x
