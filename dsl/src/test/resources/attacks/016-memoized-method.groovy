// kind: effect
// place: top
// expected: refused
@groovy.transform.Memoized def f() { System.setProperty('pwn','1') }
f()
