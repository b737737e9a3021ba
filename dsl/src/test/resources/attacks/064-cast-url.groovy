// kind: effect
// place: both
// expected: refused
((URL) 'file:@TMP@').text
