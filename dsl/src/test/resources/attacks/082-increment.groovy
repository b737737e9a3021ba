// kind: effect
// place: both
// expected: refused
attempt++
