package io.carom.testkit;

import io.carom.engine.memory.MemoryJournal;
import io.carom.spi.Journal;

final class MemoryIncidentsTest extends IncidentContract {
    @Override
    protected Journal open() {
        return new MemoryJournal();
    }
}
