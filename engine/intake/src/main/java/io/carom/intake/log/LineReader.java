package io.carom.intake.log;

/** Understands the lines of one server. For one thread; keeps what joins lines to each other. */
interface LineReader {
    /** Reads one line; what it does not know it leaves alone. */
    void read(Line line, Out out);
}
