// kind: alert
// place: both
// expected: refused
"${'al' + 'ert'}"('pwn')
