// kind: effect
// place: top
// expected: refused
@groovy.transform.ConditionalInterrupt({ System.setProperty('pwn','1') }) class X {}
