domain 'example.com'
otherwise {
  classify sfot, 'mailbox_full' // ! unknown-type: did you mean `soft`?
  classify soft, 'mailbox_ful' // ! unknown-reason: did you mean `mailbox_full`?
  classify soft // ! bad-arguments: classify soft, 'rate_limited'
  classify soft 'greylisted' // ! not-allowed: comma
  retry after: 0.hours, attempts: 3 // ! bad-duration
  retry after: 4.hours, attempts: 0 // ! bad-attempts
  retry after: 4.hours // ! missing-argument
  retry afer: 4.hours, attempts: 600 // ! unknown-argument: did you mean `after`?, bad-attempts
  retry after: 600, attempts: 6 // ! bad-type: 4.hours
  retry 4.hours, 6 // ! bad-arguments
  retryPolicy 'agressive' // ! unknown-retry-policy: did you mean `aggressive`?
  retryPolicy 'xyz' // ! unknown-retry-policy: there are aggressive
  hold 31.days // ! bad-duration
  hold 1.hour // ! unknown-unit: did you mean `hours`?
  hold 'x' // ! bad-type
  throttle '10 per minute' // ! bad-rate: 10/min
  throttle '0/min' // ! bad-rate
  alert 'a b' // ! bad-signal
  alert // ! bad-arguments
  giveUp // ! bad-arguments: giveUp()
  giveUp(1) // ! bad-arguments
  alrt 'x' // ! unknown-verb: did you mean `alert`?
  keepSubscribers() // ! unknown-verb: did you mean `keepSubscriber`?
  if (resaon =~ /x/) giveUp() // ! unknown-name: did you mean `reason`?
  if (reason =~ "x${1}") giveUp() // ! bad-pattern
  if (smtp =~ /4/) giveUp() // ! bad-type
  if (smtp == '451') giveUp() // ! bad-type: without quotes
  if (dsn > '5.0.0') giveUp() // ! bad-type
  if (reason in 'abc') giveUp() // ! bad-type: =~
  if (smtp in ['451']) giveUp() // ! bad-type
  if (dsn == '5.7.*') giveUp() // ! never-true: on(dsn
  if (reason == 'mailbox_full') giveUp() // ! never-true: reasonIs
  if (4.hours) giveUp() // ! bad-type
  if (reason.contains('x')) giveUp() // ! not-allowed
  if (reason.length > 3) giveUp() // ! not-allowed
  if (reason() == 'x') giveUp() // ! not-allowed: without brackets
  if (reason ==~ /x/) giveUp() // ! not-allowed: =~
  if (engaged & engaged) giveUp() // ! not-allowed: &&
  if (attempt + 1 > 3) giveUp() // ! not-allowed
  if (mx = 'x') giveUp() // ! not-allowed: ==
  x = 3 // ! not-allowed: def
  engaged // ! no-effect
  dsn == '1' // ! no-effect
  'text' // ! no-effect
  def y = [1, 'a'] // ! bad-type
  def (a, b) = [1, 2] // ! not-allowed
  String s = 'x' // ! not-allowed: def s
  final t = 'x' // ! not-allowed
  def z = null // ! not-allowed
  def w = reason
  def w = mx // ! duplicate
  def alert = 1 // ! duplicate
}
