// kind: alert
// place: top
// expected: refused
'alert'('pwn')
