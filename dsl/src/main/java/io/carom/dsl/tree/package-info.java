/** What a domain script says once it was read: typed, checked, without any node of the parser's tree. No parsing, no running. */
@NullMarked
package io.carom.dsl.tree;

import org.jspecify.annotations.NullMarked;
