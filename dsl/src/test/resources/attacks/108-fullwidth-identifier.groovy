// kind: exit
// place: both
// expected: refused
Ｓystem.exit(77)
