// kind: dos
// place: in
// expected: bounded
if (reason =~ /[\p{L}\p{N}]{90}[\p{L}\p{N}]{90}[\p{L}\p{N}]{90}[\p{L}\p{N}]{90}[\p{L}\p{N}]{90}q/) alert 'a'
