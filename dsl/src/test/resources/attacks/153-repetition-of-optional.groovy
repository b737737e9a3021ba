// kind: dos
// place: both
// expected: refused
if (reason =~ /(x?){1000}(x?){1000}(x?){1000}/) alert 'a'
