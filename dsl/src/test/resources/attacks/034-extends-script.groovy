// kind: effect
// place: top
// expected: refused
class X extends Script { def run() { System.setProperty('pwn','1') } }
new X().run()
