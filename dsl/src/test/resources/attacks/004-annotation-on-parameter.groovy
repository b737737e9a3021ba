// kind: effect
// place: top
// expected: refused
def f(@groovy.transform.ASTTest(value={ System.setProperty('pwn','1') }) x) { x }
