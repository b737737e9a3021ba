// kind: alert
// place: both
// expected: refused
if (reason ==~ /(x+x+)+y/) alert 'pwn'
