// kind: effect
// place: both
// expected: refused
reason.@value
