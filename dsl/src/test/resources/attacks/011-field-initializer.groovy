// kind: effect
// place: top
// expected: refused
@groovy.transform.Field def x = System.setProperty('pwn','1')
