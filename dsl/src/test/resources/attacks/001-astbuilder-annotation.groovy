// kind: effect
// place: both
// expected: refused
@groovy.transform.ASTTest(value={ System.setProperty('pwn','1') }) def x = 1
