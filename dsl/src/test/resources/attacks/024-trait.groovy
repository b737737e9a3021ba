// kind: effect
// place: top
// expected: refused
trait T { def boo() { System.setProperty('pwn','1') } }
class X implements T {}
new X().boo()
