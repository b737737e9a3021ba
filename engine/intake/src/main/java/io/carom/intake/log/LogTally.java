package io.carom.intake.log;

/**
 * What reading a log came to. Immutable.
 *
 * @param lines lines read, empty ones included
 * @param events events they gave
 * @param bad lines that could not be read
 */
public record LogTally(long lines, long events, long bad) {}
