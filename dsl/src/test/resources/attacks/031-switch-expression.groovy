// kind: effect
// place: both
// expected: refused
def x = switch (smtp) { case 550 -> System.setProperty('pwn','1'); default -> 1 }
