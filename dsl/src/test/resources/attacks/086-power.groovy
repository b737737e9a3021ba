// kind: dos
// place: both
// expected: refused
def x = 2 ** 2147483647
