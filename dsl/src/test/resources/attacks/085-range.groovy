// kind: effect
// place: both
// expected: refused
def x = 1..2147483647
