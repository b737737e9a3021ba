// kind: dos
// place: both
// expected: refused
if (reason =~ /(a*)*\1b/) alert 'a'
