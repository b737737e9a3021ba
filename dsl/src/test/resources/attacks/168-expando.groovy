// kind: meta
// place: both
// expected: refused
ExpandoMetaClass.enableGlobally()
