// kind: alert
// place: both
// expected: refused
delegate.alert('pwn')
