// kind: effect
// place: both
// expected: refused
class L { def call() { System.setProperty('pwn','1') } }
new L()()
