// kind: effect
// place: top
// expected: refused
static void main(String[] args) { System.setProperty('pwn','1') }
