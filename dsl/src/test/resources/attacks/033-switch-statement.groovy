// kind: effect
// place: both
// expected: refused
switch (reason) { case ~/x/: System.setProperty('pwn','1'); break; default: System.setProperty('pwn','1') }
