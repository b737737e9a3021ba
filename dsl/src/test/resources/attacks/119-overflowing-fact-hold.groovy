// kind: dos
// place: in
// expected: bounded
hold attempt.days
retry after: softCount.days, attempts: softCount
