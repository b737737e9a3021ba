/** Bounded readers of request bodies: JSON as a small tree, forms, instants. Knows nothing of providers. */
@NullMarked
package io.carom.intake.webhook.body;

import org.jspecify.annotations.NullMarked;
