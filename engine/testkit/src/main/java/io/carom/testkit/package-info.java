/** What a test needs: clock, memory journal, recording host, contract tests, case runner; no product code. */
@NullMarked
package io.carom.testkit;

import org.jspecify.annotations.NullMarked;
