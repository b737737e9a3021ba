// kind: alert
// place: both
// expected: refused
hold 4L.hours
