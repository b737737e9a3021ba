// kind: effect
// place: both
// expected: refused
def x = "$reason.class.name"
