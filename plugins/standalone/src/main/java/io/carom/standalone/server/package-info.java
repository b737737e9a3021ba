/** The HTTP server: pages for people, rendered here, without scripts; health for programs. Listens on the machine's own address only. */
@NullMarked
package io.carom.standalone.server;

import org.jspecify.annotations.NullMarked;
