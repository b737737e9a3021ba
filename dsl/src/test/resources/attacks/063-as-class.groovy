// kind: effect
// place: both
// expected: refused
('java.lang.System' as Class).setProperty('pwn','1')
