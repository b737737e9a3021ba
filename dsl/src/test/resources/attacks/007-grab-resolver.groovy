// kind: grab
// place: both
// expected: refused
@GrabResolver(name='x', root='file:@TMP@') @Grab('a:b:1') def x = 1
