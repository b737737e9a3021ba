// kind: effect
// place: both
// expected: refused
def x = '''\u0000'''
