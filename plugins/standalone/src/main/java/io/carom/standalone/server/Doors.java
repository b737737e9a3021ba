package io.carom.standalone.server;

import io.javalin.router.JavalinDefaultRoutingApi;

/** Further addresses that a {@link Server} answers at. Made by whoever starts it; its handlers are called by any number of threads. */
@FunctionalInterface
public interface Doors {
    /** A server that only shows. */
    Doors NONE = routes -> {};

    /** Adds its addresses. */
    void add(JavalinDefaultRoutingApi routes);
}
