// kind: effect
// place: both
// expected: refused
def c = Runtime
c.runtime.exec('touch @TMP@/pwnfile')
