// kind: effect
// place: top
// expected: refused
class X implements io.carom.dsl.run.Code { void run(int b, io.carom.dsl.run.Scene s) { System.setProperty('pwn','1') } }
