// kind: effect
// place: both
// expected: refused
Thread t = [daemon: true, target: { System.setProperty('pwn','1') }]
