// kind: effect
// place: top
// expected: refused
sealed interface S permits X {}
final class X implements S { X() { System.setProperty('pwn','1') } }
new X()
