// kind: effect
// place: top
// expected: refused
enum E { A { { System.setProperty('pwn','1') } } }
E.values()
