// kind: effect
// place: top
// expected: refused
on(*: System.setProperty('pwn','1')) { alert 'pwn' }
