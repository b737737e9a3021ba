// kind: effect
// place: both
// expected: refused
def f = '@TMP@/pwnfile' as File
f.text = 'x'
