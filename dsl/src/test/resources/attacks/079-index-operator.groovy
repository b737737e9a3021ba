// kind: effect
// place: both
// expected: refused
def x = reason[0..5]
