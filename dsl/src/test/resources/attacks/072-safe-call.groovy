// kind: effect
// place: both
// expected: refused
reason?.class?.forName('java.lang.System')
