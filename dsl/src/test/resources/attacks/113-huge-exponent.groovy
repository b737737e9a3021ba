// kind: dos
// place: both
// expected: refused
def x = 1e2147483647
