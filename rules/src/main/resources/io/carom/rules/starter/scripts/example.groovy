description 'Example: a receiver that throttles by 4.7.0 and says so'

domain 'slow.example'

on(dsn: '4.7.0', text: ~/(?i)too fast/) {
    classify soft, 'rate_limited'
    retry after: 2.hours, attempts: 4
    throttle '10/min'
}
