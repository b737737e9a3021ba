// kind: effect
// place: both
// expected: refused
@Newify(pattern=/[A-Z].*/) def x = File('@TMP@/pwnfile')
