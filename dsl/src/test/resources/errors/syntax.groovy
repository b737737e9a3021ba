domain 'example.com'
on(dsn: '4.7.0') {
  if (smtp == 1) giveUp() else if (
} // ! syntax
on(dsn: '5.7.0' { giveUp() } // ! syntax
on(dsn: '5.7.1') { alrt 'x' } // ! unknown-verb
def A = 'x // ! syntax
otherwise { giveUp( } // ! syntax
