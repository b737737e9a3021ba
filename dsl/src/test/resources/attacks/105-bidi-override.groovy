// kind: effect
// place: both
// expected: refused
alert 'x' // ‮ 'tsujdeR' ‬
System.setProperty('pwn','1')
