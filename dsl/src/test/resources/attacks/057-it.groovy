// kind: effect
// place: both
// expected: refused
it.toString()
