// kind: effect
// place: both
// expected: refused
def c = System.class
