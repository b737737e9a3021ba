// kind: dos
// place: both
// expected: refused
def x = new int[1000000000]
