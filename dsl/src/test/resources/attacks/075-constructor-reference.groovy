// kind: effect
// place: both
// expected: refused
def m = File::new
m('@TMP@/pwnfile').text = 'x'
