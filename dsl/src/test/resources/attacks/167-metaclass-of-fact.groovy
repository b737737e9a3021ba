// kind: meta
// place: both
// expected: refused
reason.metaClass.foo = { 1 }
