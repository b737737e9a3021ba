package io.carom.engine.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request against servers that behave, and against servers that do not. */
class PostTest {
    private static final String BODY = "{\"event\":\"subscriber.bounced\",\"reason\":\"gr\u00fc\u00df\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Post post(SSLSocketFactory tls) {
        return new Post(
                new AddressGuard(List.of(Network.of("127.0.0.0/8")), name -> InetAddress.getAllByName("127.0.0.1")),
                tls);
    }

    private static Endpoint endpoint(String url, Duration timeout) {
        return Endpoint.of("crm", URI.create(url), List.of(), Set.of(), timeout);
    }

    private static Post.Answered send(Talker server, Duration timeout) throws IOException {
        try (Post post = post((SSLSocketFactory) SSLSocketFactory.getDefault())) {
            Endpoint endpoint = endpoint("http://crm.example:" + server.port() + "/hooks/bounce?tenant=7", timeout);
            return post.send(endpoint, Map.of("webhook-id", "msg_1"), BODY);
        }
    }

    @Test
    void a_request_is_complete_and_its_answer_is_read() throws IOException {
        try (Talker server = Talker.saying("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nRetry-After: 7\r\n\r\nok")) {
            Post.Answered answered = send(server, PATIENCE);

            assertThat(answered.status()).isEqualTo(202);
            assertThat(answered.body()).isEqualTo("ok");
            assertThat(answered.retryAfter()).contains("7");
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /hooks/bounce?tenant=7 HTTP/1.1\r\nHost: crm.example:" + server.port() + "\r\n")
                    .contains(
                            "\r\nContent-Type: application/json\r\n",
                            "\r\nContent-Length: 48\r\n",
                            "\r\nwebhook-id: msg_1\r\n")
                    .endsWith("\r\n\r\n"
                            + new String(BODY.getBytes(java.nio.charset.StandardCharsets.UTF_8), ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_an_answer_and_is_not_followed(int status) throws IOException {
        try (Talker inner = Talker.saying("HTTP/1.1 200 OK\r\n\r\n");
                Talker server = Talker.saying(
                        "HTTP/1.1 " + status + " Moved\r\nLocation: http://127.0.0.1:" + inner.port() + "/\r\n\r\n")) {
            assertThat(send(server, PATIENCE).status()).isEqualTo(status);
            assertThat(inner.requests()).isEmpty();
        }
    }

    @Test
    void answers_before_the_answer_are_passed_over() throws IOException {
        try (Talker server = Talker.saying(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(send(server, PATIENCE).status()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "HTTP/1.1 ",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "SSH-2.0-x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b"
            })
    void what_is_no_answer_is_a_failure(String said) throws IOException {
        try (Talker server = Talker.saying(said)) {
            assertThatThrownBy(() -> send(server, PATIENCE)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_server_that_says_nothing_is_given_up_in_time() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (Talker server = Talker.saying(out -> waitFor(never))) {
            assertThatThrownBy(() -> send(server, Duration.ofMillis(100)))
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("no answer within 100 ms");
        } finally {
            never.countDown();
        }
    }

    @Test
    void a_server_that_drips_is_given_up_in_time() throws IOException {
        try (Talker server = Talker.saying(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
            while (true) {
                out.write('x');
                out.flush();
                pause();
            }
        })) {
            assertTimeoutPreemptively(
                    PATIENCE,
                    () -> assertThatThrownBy(() -> send(server, Duration.ofMillis(200)))
                            .isInstanceOf(InterruptedIOException.class));
        }
    }

    @Test
    void an_endless_head_is_cut_off() throws IOException {
        try (Talker server = Talker.saying(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
            while (true) {
                out.write("A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n".getBytes(ISO_8859_1));
            }
        })) {
            assertThatThrownBy(() -> send(server, PATIENCE)).hasMessageContaining("longer than 65536 bytes");
        }
    }

    @Test
    void an_endless_body_is_not_read() throws IOException {
        try (Talker server = Talker.saying(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
            while (true) {
                out.write(new byte[8_192]);
            }
        })) {
            assertThat(send(server, PATIENCE).body()).hasSizeLessThanOrEqualTo(1_024);
        }
    }

    @Test
    void a_name_is_looked_up_once_so_that_it_cannot_come_to_mean_something_else() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (Talker server = Talker.saying("HTTP/1.1 200 OK\r\n\r\n");
                Post post = new Post(
                        new AddressGuard(
                                List.of(Network.of("127.0.0.1")),
                                name -> asked.incrementAndGet() == 1
                                        ? InetAddress.getAllByName("127.0.0.1")
                                        : InetAddress.getAllByName("169.254.169.254")),
                        (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            assertThat(post.send(endpoint("http://crm.example:" + server.port() + "/", PATIENCE), Map.of(), "{}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_inner_address_is_refused_before_anything_is_connected() throws IOException {
        try (Talker server = Talker.saying("HTTP/1.1 200 OK\r\n\r\n");
                Post post = Post.to(List.of())) {
            assertThatThrownBy(() ->
                            post.send(endpoint("http://127.0.0.1:" + server.port() + "/", PATIENCE), Map.of(), "{}"))
                    .isInstanceOf(AddressGuard.RefusedException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_certificate_must_be_the_hosts_own(@TempDir Path folder) throws Exception {
        SSLContext context = selfSigned(folder);
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (Talker server =
                        new Talker(socket, out -> out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1)));
                Post trusting = post(context.getSocketFactory());
                Post usual = post((SSLSocketFactory) SSLSocketFactory.getDefault())) {
            String port = ":" + server.port() + "/";

            assertThat(trusting.send(endpoint("https://crm.example" + port, PATIENCE), Map.of(), "{}")
                            .status())
                    .isEqualTo(204);
            assertThatThrownBy(() -> trusting.send(endpoint("https://other.example" + port, PATIENCE), Map.of(), "{}"))
                    .isInstanceOf(javax.net.ssl.SSLException.class);
            assertThatThrownBy(() -> usual.send(endpoint("https://crm.example" + port, PATIENCE), Map.of(), "{}"))
                    .isInstanceOf(javax.net.ssl.SSLException.class);
        }
    }

    /** A key and a certificate for crm.example, made by the JDK's own tool. */
    private static SSLContext selfSigned(Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "crm",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=crm.example",
                        "-validity",
                        "2",
                        "-ext",
                        "san=dns:crm.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        tool.getInputStream().readAllBytes();
        assertThat(tool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("crm", keys.getCertificate("crm"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://crm.example/",
                "file:///etc/passwd",
                "http:///x",
                "https://user:pw@crm.example/",
                "gopher://x/",
                "http://crm.example:0/",
                "http://crm.example:99999/",
                "/hooks",
                "mailto:a@b.example"
            })
    void what_is_no_url_of_the_web_is_refused_when_it_is_configured(String url) {
        assertThatThrownBy(() -> endpoint(url, PATIENCE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
}
