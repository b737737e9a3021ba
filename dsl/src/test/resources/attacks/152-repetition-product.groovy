// kind: dos
// place: both
// expected: refused
if (reason =~ /((x{50}){50}){50}/) alert 'a'
