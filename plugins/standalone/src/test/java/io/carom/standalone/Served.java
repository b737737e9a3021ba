package io.carom.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.cli.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that runs in this JVM as {@code carom serve}, asked over the wire byte by byte. Close it to stop it as Ctrl-C does. */
final class Served implements AutoCloseable {
    private final Stop stop = new Stop();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status;
    private final int port;

    private Served(String... options) throws IOException {
        PipedInputStream said = new PipedInputStream();
        PrintStream out = new PrintStream(new PipedOutputStream(said), true, UTF_8);
        List<String> words = new ArrayList<>(List.of("serve", "--port", "0"));
        words.addAll(Arrays.asList(options));
        status = CompletableFuture.supplyAsync(() -> {
            int ended = Main.run(
                    Program.stoppedBy(stop).shell(out, new PrintStream(err, true, UTF_8)),
                    words.toArray(String[]::new));
            out.close();
            return ended;
        });
        StringBuilder line = new StringBuilder();
        for (int c = said.read(); c >= 0 && c != '\n'; c = said.read()) {
            line.append((char) c);
        }
        Matcher url = Pattern.compile("Carom serves http://[^/]*:([0-9]+)/ \\(Ctrl-C stops it\\)")
                .matcher(line);
        assertThat(url.matches()).as("%s%s", line, err.toString(UTF_8)).isTrue();
        port = Integer.parseInt(url.group(1));
    }

    static Served with(String... options) throws IOException {
        return new Served(options);
    }

    /** An answer: its status, and everything as it came. */
    record Answer(int status, String text) {
        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    Answer raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(ISO_8859_1));
            out.flush();
            String text = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return new Answer(Integer.parseInt(text.split(" ", 3)[1]), text);
        }
    }

    Answer get(String path, String... headers) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\n" + written(headers) + "\r\n");
    }

    Answer post(String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        return raw("POST " + path + " HTTP/1.1\r\nContent-Length: " + bytes.length + "\r\n" + written(headers) + "\r\n"
                + new String(bytes, ISO_8859_1));
    }

    private static String written(String... headers) {
        StringBuilder text = new StringBuilder("Connection: close\r\n");
        boolean host = false;
        for (String header : headers) {
            host |= header.startsWith("Host:");
            text.append(header).append("\r\n");
        }
        return host ? text.toString() : text + "Host: localhost\r\n";
    }

    String complaints() {
        return err.toString(UTF_8);
    }

    @Override
    public void close() {
        stop.ask();
        assertThat(status.join()).as(err.toString(UTF_8)).isZero();
    }
}
