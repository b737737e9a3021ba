// kind: effect
// place: top
// expected: refused
otherwise { x = System.setProperty('pwn','1') -> alert 'pwn' }
