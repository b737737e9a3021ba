// kind: effect
// place: both
// expected: refused
def l = []
l << 1
