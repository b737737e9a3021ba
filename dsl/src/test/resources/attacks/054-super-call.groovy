// kind: effect
// place: both
// expected: refused
super.toString()
