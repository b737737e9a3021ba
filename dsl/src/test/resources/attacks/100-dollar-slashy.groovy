// kind: effect
// place: both
// expected: refused
def x = $/${System.setProperty('pwn','1')}/$
