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
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve --demo} as a browser sees it, and as somebody who is no browser tries it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServeTest {
    private final Stop stop = new Stop();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private CompletableFuture<Integer> status;
    private int port;

    @BeforeAll
    void serve() throws IOException {
        PipedInputStream said = new PipedInputStream();
        PrintStream out = new PrintStream(new PipedOutputStream(said), true, UTF_8);
        status = CompletableFuture.supplyAsync(() -> Main.run(
                Program.stoppedBy(stop).shell(out, new PrintStream(err, true, UTF_8)),
                "serve",
                "--demo",
                "--port",
                "0"));
        StringBuilder line = new StringBuilder();
        for (int c = said.read(); c >= 0 && c != '\n'; c = said.read()) {
            line.append((char) c);
        }
        Matcher url = Pattern.compile("Carom serves http://127\\.0\\.0\\.1:([0-9]+)/ \\(Ctrl-C stops it\\)")
                .matcher(line);
        assertThat(url.matches()).as(line.toString()).isTrue();
        port = Integer.parseInt(url.group(1));
    }

    @AfterAll
    void stopIt() {
        stop.ask();
        assertThat(status.join()).as(err.toString(UTF_8)).isZero();
    }

    /** The whole answer, as bytes on the wire. */
    private String send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void the_first_page_shows_figures_the_log_and_why() throws IOException {
        String page = get("/");

        assertThat(page)
                .startsWith("HTTP/1.1 200")
                .contains(
                        "34 sample mails",
                        "Hard bounces",
                        "quentin@people.example.com",
                        "The mailbox does not exist",
                        "stock/user-unknown",
                        "subscribed → bounced",
                        "1 to 34 of 34, newest first. Times are UTC.",
                        "<html lang=\"en\">")
                .doesNotContain("<script", "style=\"", "http://", "onclick");
    }

    @Test
    void text_of_a_hostile_server_stays_text() throws IOException {
        String page = get("/?recipient=mallory%40evil.example.test");

        assertThat(page)
                .contains(
                        "&lt;script&gt;alert(&#39;gotcha&#39;)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt; &quot;quoted&quot; &amp;amp;")
                .doesNotContain("<script", "<img");
    }

    @Test
    void what_is_typed_into_the_filter_stays_text() throws IOException {
        String page =
                get("/?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&kind=%3Cb%3E&reason=%3Ci%3E&offset=-1&from=now");

        assertThat(page)
                .startsWith("HTTP/1.1 200")
                .contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"", "“now” is no time")
                .doesNotContain("<script", "<b>", "<i>");
    }

    @Test
    void the_log_is_filtered() throws IOException {
        assertThat(get("/?code=5.7%25")).contains("1 to 5 of 5, newest first");
        assertThat(get("/?type=soft&domain=hosting.example.com"))
                .contains("viktor@hosting.example.com")
                .doesNotContain("uta@hosting");
        assertThat(get("/?duplicates=yes&recipient=bob%40mail.example.org")).contains("1 to 2 of 2", "counted before");
        assertThat(get("/?recipient=nobody%40example.com")).contains("Nothing recorded matches this filter.");
    }

    @Test
    void every_answer_carries_the_headers_that_keep_others_out() throws IOException {
        for (String path : new String[] {"/", "/style.css", "/icon.svg", "/health", "/no/such/page"}) {
            assertThat(get(path))
                    .contains(
                            "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                            "X-Content-Type-Options: nosniff",
                            "X-Frame-Options: DENY",
                            "Referrer-Policy: no-referrer",
                            "Cross-Origin-Resource-Policy: same-origin")
                    .doesNotContain("Server: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.test",
                "evil.example.test:8025",
                "127.0.0.1.evil.example.test",
                "localhost.evil.example.test",
                "127.0.0.1@evil.example.test",
                ""
            })
    void a_name_that_another_site_may_own_is_refused(String host) throws IOException {
        String answer = send("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("quentin@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "LOCALHOST:1", "[::1]:8025"})
    void this_machines_own_names_are_answered(String host) throws IOException {
        assertThat(send("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("{\"status\":\"ok\",\"version\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void it_only_reads(String method) throws IOException {
        assertThat(send(method + " / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET, HEAD");
    }

    @Test
    void a_demo_takes_events_of_this_machine_and_has_metrics() throws IOException {
        String line = "{\"event\":\"server\",\"id\":\"smtp-1\"}\n";
        assertThat(send("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + line.length()
                        + "\r\nConnection: close\r\n\r\n" + line))
                .startsWith("HTTP/1.1 200");
        assertThat(get("/metrics")).contains("carom_worker_silent{worker=\"road\"} 0.0");
        assertThat(get("/ready")).contains("\"status\":\"ready\"");
        assertThat(err.toString(UTF_8)).contains("the demo's store is ", "carom log --store ");
    }

    @Test
    void an_address_without_a_page_says_so() throws IOException {
        assertThat(get("/no/such/page")).startsWith("HTTP/1.1 404").contains("There is nothing at this address");
        assertThat(get("/../../etc/passwd")).startsWith("HTTP/1.1 4").doesNotContain("root:");
    }

    @Test
    void a_second_server_on_the_same_port_says_what_to_do() {
        Program.Run run = Program.run("serve", "--demo", "--port", String.valueOf(port));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaints())
                .anyMatch(line -> line.startsWith("carom: cannot listen on 127.0.0.1:" + port)
                        && line.contains("choose another port with --port"));
    }
}
