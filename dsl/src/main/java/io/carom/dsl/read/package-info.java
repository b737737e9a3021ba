/** From a script's text to its tree: limits, parser, the allow-list of nodes, every error with its place. Runs nothing of a script. */
@NullMarked
package io.carom.dsl.read;

import org.jspecify.annotations.NullMarked;
