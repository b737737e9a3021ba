package io.carom.intake.log;

import io.carom.api.Event;

/** Takes what one line gave. */
interface Out {
    void event(Event event);

    void bad(String why);
}
