// kind: effect
// place: top
// expected: refused
def run() { System.setProperty('pwn','1') }
