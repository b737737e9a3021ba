// kind: effect
// place: both
// expected: refused
def m = reason.&getClass
m()
