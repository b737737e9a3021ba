// kind: dos
// place: both
// expected: refused
if (reason =~ /[a-/) alert 'a'
