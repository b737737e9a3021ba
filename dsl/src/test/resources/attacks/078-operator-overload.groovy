// kind: effect
// place: both
// expected: refused
reason << 'x'
