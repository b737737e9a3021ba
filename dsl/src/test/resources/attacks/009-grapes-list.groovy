// kind: grab
// place: both
// expected: refused
@Grapes([@Grab('a:b:1')]) def x = 1
