// kind: effect
// place: top
// expected: refused
class A { static class B { static x = System.setProperty('pwn','1') } }
A.B.x
