// kind: effect
// place: both
// expected: refused
reason.class.classLoader.loadClass('java.lang.System')
