// kind: effect
// place: both
// expected: refused
reason."${'cl' + 'ass'}"
