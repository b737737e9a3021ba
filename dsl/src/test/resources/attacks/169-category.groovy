// kind: alert
// place: both
// expected: refused
use(groovy.time.TimeCategory) { alert 'pwn' }
