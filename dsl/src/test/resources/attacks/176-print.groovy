// kind: effect
// place: both
// expected: refused
println 'pwn'
