// kind: alert
// place: top
// expected: refused
on(smtp: 0651) { alert 'pwn' }
