// kind: effect
// place: both
// expected: refused
System.properties.pwn = '1'
