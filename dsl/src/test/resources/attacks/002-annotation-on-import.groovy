// kind: effect
// place: top
// expected: refused
@groovy.transform.ASTTest(value={ System.setProperty('pwn','1') }) import java.util.List
