// kind: effect
// place: both
// expected: refused
this.class.classLoader
