package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program on this machine that is told by webhook, and answers as a test says. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    volatile Answer answer = request -> new Said(204);

    /** What came. */
    record Request(String id, String timestamp, String signature, String body) {
        static Request of(HttpExchange exchange) throws IOException {
            return new Request(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        }
    }

    /** What is said, with headers by turns of name and value. */
    record Said(int status, String... headers) {}

    /** Decides what is said. */
    @FunctionalInterface
    interface Answer {
        Said to(Request request) throws IOException;
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                Request request = Request.of(exchange);
                requests.add(request);
                Said said = answer.to(request);
                for (int i = 0; i + 1 < said.headers.length; i += 2) {
                    exchange.getResponseHeaders().set(said.headers[i], said.headers[i + 1]);
                }
                exchange.sendResponseHeaders(said.status, -1);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The ids that came, in order. */
    List<String> bodies() {
        return requests().stream().map(Request::body).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
