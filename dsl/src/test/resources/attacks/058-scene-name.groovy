// kind: alert
// place: both
// expected: refused
scene.say(0)
