package io.carom.engine.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request by HTTP/1.1, and the head of its answer. It connects to an address that the guard has looked at, never follows a
 * redirect, and is over after its time whatever the other side does. Written by hand because the JDK's client resolves the name again
 * by itself, and cannot be told not to on Java 17. Safe for any number of threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
public final class Post implements AutoCloseable {
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int LONGEST_BODY = 1_024;
    private static final int MOST_HEADS = 20;
    /** A body that does not come is not waited for: its status says everything. */
    private static final int BODY_PATIENCE = 1_000;

    private final AddressGuard guard;
    private final SSLSocketFactory tls;
    private final ScheduledThreadPoolExecutor deadlines;

    /**
     * An answer. Immutable.
     *
     * @param status the status code
     * @param retryAfter the header of that name, or empty
     * @param body how the body begins, for people; control characters replaced
     */
    public record Answered(int status, Optional<String> retryAfter, String body) {}

    private record Head(int status, Map<String, String> headers) {}

    /** Posts to what {@code guard} lets through, with {@code tls} for https. */
    public Post(AddressGuard guard, SSLSocketFactory tls) {
        this.guard = guard;
        this.tls = tls;
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "carom-webhook-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** The usual: names by the system's resolver, certificates by the JDK's trust store. */
    public static Post to(List<Network> allowed) {
        return new Post(
                new AddressGuard(allowed, InetAddress::getAllByName), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /**
     * Sends JSON.
     *
     * @throws IOException when there is no answer in time, or the address may not be sent to
     */
    public Answered send(Endpoint endpoint, Map<String, String> headers, String body) throws IOException {
        long end = System.nanoTime() + endpoint.timeout().toNanos();
        IOException last = null;
        for (InetAddress address : guard.addresses(endpoint.url().getHost(), endpoint.allowed())) {
            try {
                return send(address, end, endpoint, headers, body);
            } catch (ConnectException | NoRouteToHostException e) {
                last = e;
            } catch (IOException e) {
                last = e;
                break;
            }
        }
        if (System.nanoTime() >= end || last instanceof SocketTimeoutException) {
            throw new InterruptedIOException(
                    "no answer within " + endpoint.timeout().toMillis() + " ms");
        }
        throw last == null ? new IOException("it has no address") : last;
    }

    private Answered send(InetAddress address, long end, Endpoint endpoint, Map<String, String> headers, String body)
            throws IOException {
        long rest = Math.max(1_000_000, end - System.nanoTime());
        int patience = (int) TimeUnit.NANOSECONDS.toMillis(rest);
        try (Socket socket = new Socket()) {
            ScheduledFuture<?> deadline = deadlines.schedule(() -> close(socket), rest, TimeUnit.NANOSECONDS);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, endpoint.port()), patience);
                socket.setSoTimeout(patience);
                return exchange(socket, endpoint, headers, body);
            } finally {
                deadline.cancel(false);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more
        }
    }

    private Answered exchange(Socket socket, Endpoint endpoint, Map<String, String> headers, String body)
            throws IOException {
        Socket over = endpoint.secure() ? secured(socket, endpoint) : socket;
        byte[] content = body.getBytes(UTF_8);
        OutputStream out = over.getOutputStream();
        out.write(head(endpoint, headers, content.length).getBytes(ISO_8859_1));
        out.write(content);
        out.flush();
        return answer(over);
    }

    private SSLSocket secured(Socket socket, Endpoint endpoint) throws IOException {
        String host = endpoint.url().getHost();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, name, endpoint.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (Network.parse(name).isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static String head(Endpoint endpoint, Map<String, String> headers, int length) {
        URI url = endpoint.url();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        boolean usual = endpoint.port() == (endpoint.secure() ? 443 : 80);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", url.getHost() + (usual ? "" : ":" + endpoint.port()));
        all.put("User-Agent", "Carom");
        all.put("Content-Type", "application/json");
        all.put("Content-Length", Integer.toString(length));
        all.put("Accept", "*/*");
        all.put("Connection", "close");
        all.putAll(headers);
        StringBuilder head = new StringBuilder("POST ")
                .append(path)
                .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\n");
        all.forEach((name, value) -> head.append(name)
                .append(": ")
                .append(value.replaceAll("[\\x00-\\x1f\\x7f]", " "))
                .append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static Answered answer(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        int[] left = {LONGEST_HEAD};
        for (int i = 0; i < MOST_HEADS; i++) {
            Head head = readHead(in, left);
            // 100, 103 and the like come before the answer (RFC 9110, 15.2)
            if (head.status >= 200) {
                socket.setSoTimeout(BODY_PATIENCE);
                String body = head.status == 204 || head.status == 304 ? "" : beginning(in, length(head));
                return new Answered(head.status, Optional.ofNullable(head.headers.get("retry-after")), body);
            }
        }
        throw new IOException("more than " + MOST_HEADS + " answers before the answer");
    }

    private static Head readHead(InputStream in, int[] left) throws IOException {
        String first = line(in, left);
        if (!first.matches("HTTP/1\\.[0-9] [1-9][0-9][0-9]( .*)?")) {
            throw new IOException("this is no HTTP/1.1 answer");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new Head(Integer.parseInt(first.substring(9, 12)), headers);
    }

    private static String line(InputStream in, int[] left) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended before the answer did");
            }
            if (--left[0] < 0) {
                throw new IOException("the answer's head is longer than " + LONGEST_HEAD + " bytes");
            }
            line.write(c);
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static int length(Head head) {
        String length = head.headers.getOrDefault("content-length", "");
        return length.matches("[0-9]{1,4}") ? Math.min(LONGEST_BODY, Integer.parseInt(length)) : LONGEST_BODY;
    }

    /** How a body begins, as far as it comes; whether it ends well is of no interest. */
    private static String beginning(InputStream in, int most) {
        byte[] body = new byte[most];
        int size = 0;
        try {
            while (size < most) {
                int n = in.read(body, size, most - size);
                if (n < 0) {
                    break;
                }
                size += n;
            }
        } catch (IOException e) {
            // The status is known
        }
        return new String(body, 0, size, UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
