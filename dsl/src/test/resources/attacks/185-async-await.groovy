// kind: effect
// place: both
// expected: refused
def x = async { System.setProperty('pwn','1') }
await x
