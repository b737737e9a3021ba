// kind: exit
// place: both
// expected: refused
throw new Error('pwn')
