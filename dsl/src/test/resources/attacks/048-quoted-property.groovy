// kind: effect
// place: both
// expected: refused
reason.'class'.'classLoader'
