// kind: alert
// place: both
// expected: refused
if (reason =~ /${System.setProperty('pwn','1')}/) alert 'pwn'
