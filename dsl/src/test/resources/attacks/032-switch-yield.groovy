// kind: effect
// place: both
// expected: refused
def x = switch (smtp) { default: yield System.setProperty('pwn','1') }
