// kind: exit
// place: both
// expected: refused
\u0053ystem.exit(77)
