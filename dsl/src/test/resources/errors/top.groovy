domian 'example.com' // ! not-allowed: did you mean `domain`?
domain 'bob@example.com' // ! bad-domain: write `'example.com'`
domain '*' // ! bad-domain: a rule
domain "x${1}.com" // ! bad-type
domain 5 // ! bad-type
mx '*' // ! bad-host
mx 'mx1*' // ! bad-host
description "x ${dsn}" // ! bad-type
import java.util.List // ! not-allowed
def BAD = ~/(a{100}){100}/ // ! bad-pattern: fewer or smaller
def LOOK = ~/(?=x)/ // ! bad-pattern: linear time
def OPEN = ~/(x/ // ! bad-pattern
def N = 1.5 // ! bad-number: 30.minutes
def dsn = 'x' // ! duplicate
def WHEN = dsn // ! bad-type: put it into the block
def EMPTY // ! missing-value
on('4.7.0') { giveUp() } // ! bad-arguments: on(dsn: '4.7.0')
on(dns: '4.7.0') { giveUp() } // ! unknown-condition: did you mean `dsn`?
on(dsn: '5.7.2*') { giveUp() } // ! bad-status
on(dsn: ['5.7.1', '9.9.9']) { giveUp() } // ! bad-status
on(dsn: reason) { giveUp() } // ! bad-type: literal
on(smtp: '451') { giveUp() } // ! bad-type: smtp: 451
on(smtp: [450, 99]) { giveUp() } // ! bad-code
on(reasonIs: 'user_unknwon') { giveUp() } // ! unknown-reason: did you mean `user_unknown`?
on(text: 3) { giveUp() } // ! bad-pattern
on(text: []) { giveUp() } // ! missing-value
on(mx: 'a b') { giveUp() } // ! bad-host
on(dsn: '5.1.1') // ! bad-arguments
otherwise { x -> giveUp() } // ! not-allowed
otherwise { giveUp() }
otherwise { giveUp() } // ! duplicate
alert 'x' // ! not-allowed: inside
class X { int a } // ! not-allowed
def f() { 1 } // ! not-allowed
if (true) { } // ! not-allowed
