// kind: effect
// place: top
// expected: refused
on(dsn: [a: System.setProperty('pwn','1')]) { alert 'pwn' }
