// kind: effect
// place: both
// expected: refused
1.class.forName('java.lang.System')
