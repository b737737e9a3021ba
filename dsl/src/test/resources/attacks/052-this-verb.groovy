// kind: alert
// place: both
// expected: refused
this.alert('pwn')
