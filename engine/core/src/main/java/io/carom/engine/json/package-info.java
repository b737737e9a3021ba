/** Events and decisions as JSON, field for field as the contract names them. Streaming only; no policy and no state. */
@NullMarked
package io.carom.engine.json;

import org.jspecify.annotations.NullMarked;
