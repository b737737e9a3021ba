// kind: alert
// place: both
// expected: refused
retry after: -4.hours, attempts: -1
