// kind: effect
// place: top
// expected: refused
@groovy.transform.AnnotationCollector([groovy.transform.Sortable]) @interface Evil {}
