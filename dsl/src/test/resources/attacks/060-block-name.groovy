// kind: effect
// place: both
// expected: refused
block0(null)
