package io.carom.engine.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server that says whatever a test wants, byte by byte, to everybody who connects. */
final class Talker implements AutoCloseable {
    private final ServerSocket server;
    private final Talk talk;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

    /** What is said once the request was read. */
    @FunctionalInterface
    interface Talk {
        void to(OutputStream out) throws IOException;
    }

    Talker(ServerSocket server, Talk talk) {
        this.server = server;
        this.talk = talk;
        Thread thread = new Thread(this::serve, "talker");
        thread.setDaemon(true);
        thread.start();
    }

    static Talker saying(Talk talk) throws IOException {
        return new Talker(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), talk);
    }

    static Talker saying(String answer) throws IOException {
        return saying(out -> out.write(answer.getBytes(ISO_8859_1)));
    }

    int port() {
        return server.getLocalPort();
    }

    /** Heads and bodies of what was asked. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread thread = new Thread(() -> answer(socket), "talking");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            requests.add(read(socket.getInputStream()));
            talk.to(socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The other side has gone away
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                return head.toString(ISO_8859_1);
            }
            head.write(c);
        }
        String text = head.toString(ISO_8859_1);
        int length = Integer.parseInt(text.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1"));
        return text + new String(in.readNBytes(length), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : List.copyOf(open)) {
            socket.close();
        }
    }
}
