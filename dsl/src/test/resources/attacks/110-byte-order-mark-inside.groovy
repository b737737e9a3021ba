// kind: alert
// place: both
// expected: refused
alert﻿ 'pwn'
