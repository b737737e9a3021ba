// kind: dos
// place: both
// expected: refused
sleep 100000
