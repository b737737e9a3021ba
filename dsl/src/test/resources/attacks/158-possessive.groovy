// kind: dos
// place: both
// expected: refused
if (reason =~ /(?>a+)b/) alert 'a'
