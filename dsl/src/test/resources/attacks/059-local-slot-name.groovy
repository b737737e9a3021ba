// kind: effect
// place: both
// expected: refused
def x = local0
