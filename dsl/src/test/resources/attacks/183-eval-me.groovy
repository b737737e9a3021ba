// kind: effect
// place: both
// expected: refused
Eval.me('1+1')
