package io.carom.engine.work;

/** Is told when a worker falls silent, and when it is back. Called by any thread, one at a time; must be quick and not fail. */
public interface Alarm {
    /** Tells nobody; what falls silent is only logged. */
    Alarm NONE = new Alarm() {
        @Override
        public void silent(Heartbeat worker) {}

        @Override
        public void back(Heartbeat worker) {}
    };

    /** The worker has made no progress for too long: told once, until it is back. */
    void silent(Heartbeat worker);

    /** It gets on again. */
    void back(Heartbeat worker);
}
