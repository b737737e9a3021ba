// kind: effect
// place: both
// expected: refused
io.carom.dsl.run.Scene.span(1, 2)
