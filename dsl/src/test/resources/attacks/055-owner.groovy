// kind: effect
// place: both
// expected: refused
owner.toString()
