/**
 * Reversing decisions that changed subscribers: which are chosen, what today's policy would decide about them, what is put back, and runs
 * that do it batch by batch. Nothing here decides about mail.
 */
@NullMarked
package io.carom.engine.undo;

import org.jspecify.annotations.NullMarked;
