/** The demo: sample mails that ship with the program, decided into a store that is thrown away. */
@NullMarked
package io.carom.standalone.demo;

import org.jspecify.annotations.NullMarked;
