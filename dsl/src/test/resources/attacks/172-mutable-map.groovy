// kind: effect
// place: both
// expected: refused
def m = [:]
m.x = 1
