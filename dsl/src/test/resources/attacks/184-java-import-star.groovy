// kind: exit
// place: top
// expected: refused
import java.lang.*
import static java.lang.System.*
exit(77)
