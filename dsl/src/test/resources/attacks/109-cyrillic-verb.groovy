// kind: alert
// place: both
// expected: refused
аlert 'pwn'
