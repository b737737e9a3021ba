// kind: effect
// place: top
// expected: refused
interface I { default boo() { System.setProperty('pwn','1') } }
(new I() {}).boo()
