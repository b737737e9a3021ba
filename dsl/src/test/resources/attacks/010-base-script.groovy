// kind: effect
// place: top
// expected: refused
@groovy.transform.BaseScript Script s
