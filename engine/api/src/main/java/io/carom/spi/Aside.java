package io.carom.spi;

/**
 * Something that a commit writes besides what the road decides, in the same transaction: a row of the audit, the progress of an undo. An
 * implementation is a record that the journals know; a journal refuses a commit with one that it does not know.
 */
public interface Aside {}
