// kind: dos
// place: both
// expected: refused
l: for (;;) { continue l }
