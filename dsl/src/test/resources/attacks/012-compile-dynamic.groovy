// kind: effect
// place: top
// expected: refused
@groovy.transform.CompileDynamic def f() { System.setProperty('pwn','1') }
