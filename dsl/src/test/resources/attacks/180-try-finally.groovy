// kind: effect
// place: both
// expected: refused
try { alert 'x' } finally { System.setProperty('pwn','1') }
