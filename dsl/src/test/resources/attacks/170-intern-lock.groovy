// kind: alert
// place: both
// expected: refused
synchronized ('x') { alert 'pwn' }
