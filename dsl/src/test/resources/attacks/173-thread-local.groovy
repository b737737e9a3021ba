// kind: effect
// place: both
// expected: refused
new ThreadLocal().set('x')
