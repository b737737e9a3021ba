package io.carom.spi;

/**
 * One act that changed something by hand. Immutable.
 *
 * @param act who, when and why
 * @param what what was done: {@code subscribers}, {@code retries_cancel}, {@code erase} ...
 * @param about what it was done to, in words, without addresses of erased persons
 * @param rows how many rows it changed
 */
public record AuditRow(Act act, String what, String about, long rows) implements Aside {}
