// kind: effect
// place: both
// expected: refused
def r = [run: { System.setProperty('pwn','1') }] as Runnable
r.run()
