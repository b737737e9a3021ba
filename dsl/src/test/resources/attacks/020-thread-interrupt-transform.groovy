// kind: effect
// place: top
// expected: refused
@groovy.transform.ThreadInterrupt import java.lang.String
