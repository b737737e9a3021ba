// kind: effect
// place: both
// expected: refused
def x = System.getenv('PATH')
