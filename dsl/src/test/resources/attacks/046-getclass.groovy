// kind: effect
// place: both
// expected: refused
reason.getClass().getClassLoader()
