// kind: effect
// place: top
// expected: refused
description "${System.setProperty('pwn','1')}"
