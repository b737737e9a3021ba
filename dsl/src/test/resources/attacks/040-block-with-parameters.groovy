// kind: effect
// place: top
// expected: refused
on(dsn: '5.1.1') { x = System.setProperty('pwn','1') -> alert 'pwn' }
