// kind: effect
// place: top
// expected: refused
on(("ds${System.setProperty('pwn','1')}"): '5.1.1') { alert 'pwn' }
