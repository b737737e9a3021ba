// kind: effect
// place: top
// expected: refused
@groovy.transform.SourceURI URI u
