// kind: effect
// place: both
// expected: refused
java.awt.Point p = [1, 2]
