// kind: alert
// place: both
// expected: refused
hold 2147483647.days
