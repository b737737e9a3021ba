/** What every verb needs of a shell: streams, formats, tables, progress, complaints, a clean stop. Knows nothing of mail or policy. */
@NullMarked
package io.carom.standalone.cli;

import org.jspecify.annotations.NullMarked;
