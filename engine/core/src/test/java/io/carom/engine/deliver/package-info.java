/** Deliveries: order, delays, breaker, pace. */
package io.carom.engine.deliver;
