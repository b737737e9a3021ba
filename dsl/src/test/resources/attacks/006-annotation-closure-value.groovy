// kind: effect
// place: top
// expected: refused
@interface A { Class value() }
@A({ System.setProperty('pwn','1') }) def x = 1
