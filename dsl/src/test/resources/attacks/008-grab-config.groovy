// kind: grab
// place: both
// expected: refused
@GrabConfig(systemClassLoader=true) @Grab('a:b:1') def x = 1
