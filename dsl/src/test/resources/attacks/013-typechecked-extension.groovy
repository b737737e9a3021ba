// kind: effect
// place: top
// expected: refused
@groovy.transform.TypeChecked(extensions='evil.Ext') def f() { 1 }
