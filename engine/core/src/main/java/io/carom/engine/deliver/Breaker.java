package io.carom.engine.deliver;

import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a receiver alone that fails again and again: after so many failures in a row nothing is sent for a pause, then one probe; a
 * probe that fails doubles the pause, one that succeeds lets the rate begin low again. For one thread.
 */
final class Breaker {
    /** How it stands. */
    enum State {
        CLOSED,
        OPEN,
        PROBING
    }

    private final String receiver;
    private final DeliverySettings settings;
    private final Pace pace;
    private State state = State.CLOSED;
    private int failures;
    private int openings;
    private Instant paused = Instant.MIN;
    private Instant held = Instant.MIN;
    /** When somebody asked last. */
    private Instant asked = Instant.MIN;

    Breaker(String receiver, DeliverySettings settings, Instant now) {
        this.receiver = receiver;
        this.settings = settings;
        this.pace = new Pace(settings.pace(), now);
    }

    State state() {
        return state;
    }

    /** How many things may be sent now. */
    int allowed(Instant now) {
        notice(now);
        if (until().isAfter(now)) {
            return 0;
        }
        if (state == State.OPEN) {
            state = State.PROBING;
        }
        return state == State.PROBING ? 1 : pace.allowed(now);
    }

    /** How long to wait when nothing may be sent now. */
    Duration rest(Instant now) {
        notice(now);
        if (until().isAfter(now)) {
            return Duration.between(now, until());
        }
        return state == State.CLOSED ? pace.rest(now) : Duration.ZERO;
    }

    /** Where the clock was set back, a pause still lasts as long as it was to last, and not an hour more. */
    private void notice(Instant now) {
        if (now.isBefore(asked)) {
            Duration back = Duration.between(now, asked);
            paused = paused.equals(Instant.MIN) ? paused : paused.minus(back);
            held = held.equals(Instant.MIN) ? held : held.minus(back);
        }
        asked = now;
    }

    private Instant until() {
        return paused.isAfter(held) ? paused : held;
    }

    void sent(int things) {
        pace.spend(things);
    }

    /** How many more failures in a row it takes until nothing more is sent. */
    int patience() {
        return state == State.CLOSED ? settings.breaker().opensAfter() - failures : 1;
    }

    /** The receiver answered something that shows that it is there. */
    void succeeded(Instant now) {
        failures = 0;
        if (state != State.CLOSED) {
            state = State.CLOSED;
            paused = Instant.MIN;
            pace.restart(now);
        } else if (pace.full(now)) {
            openings = 0;
        }
    }

    /** Something failed that may go through later. */
    void failed(Instant now) {
        if (state == State.OPEN) {
            return;
        }
        failures++;
        if (state == State.PROBING || failures >= settings.breaker().opensAfter()) {
            openings++;
            failures = 0;
            state = State.OPEN;
            paused = now.plus(settings.pause(receiver, openings));
        }
    }

    /** The receiver wants to be left alone until then. */
    void hold(Instant notBefore) {
        held = notBefore.isAfter(held) ? notBefore : held;
    }
}
