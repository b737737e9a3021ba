/** What may be wrong with an installation, found before it hurts, each with a remedy. */
@NullMarked
package io.carom.standalone.doctor;

import org.jspecify.annotations.NullMarked;
