// kind: effect
// place: both
// expected: refused
int[] x = [1, 2]
