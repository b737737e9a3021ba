domain 'example.com'
otherwise {
  while (true) { } // ! not-allowed
  for (i in [1]) { } // ! not-allowed
  on(dsn: '1') { } // ! not-allowed
  new File('x') // ! not-allowed
  return // ! not-allowed
  lab: giveUp() // ! not-allowed
  switch (smtp) { case 1: giveUp() } // ! not-allowed
  try { giveUp() } finally { giveUp() } // ! not-allowed
  throw null // ! not-allowed
  assert true // ! not-allowed
  def c = { giveUp() } // ! not-allowed
  def e = engaged ? 1 : 2 // ! not-allowed
  def m = [a: 1] // ! not-allowed
  def r = 1..3 // ! not-allowed
  def i = (int) smtp // ! not-allowed
  if (smtp == 0x226) giveUp() // ! not-allowed
  suppress().x() // ! not-allowed
  this.suppress() // ! not-allowed
  @Deprecated def q = 1 // ! not-allowed
  System.exit(1) // ! not-allowed
}
