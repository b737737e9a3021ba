package io.carom.standalone.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.standalone.settings.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This program and its Java, and the server that runs by the same settings. For one thread. */
final class ProgramCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OLDEST_JAVA = 17;
    private static final long LEAST_MEMORY_MIB = 200;
    private static final Pattern SILENT = Pattern.compile("\\{\"name\":\"([^\"]+)\"[^}]*\"silent\":true");
    private static final Pattern FAILING = Pattern.compile("\\{\"name\":\"([^\"]+)\"[^}]*\"failures\":([1-9][0-9]*)");

    private final List<Finding> findings;

    ProgramCheck(List<Finding> findings) {
        this.findings = findings;
    }

    /** What Java it runs on, and with how much memory. */
    void java() {
        if (Runtime.version().feature() < OLDEST_JAVA) {
            findings.add(Finding.error(
                    "java", "old", "this is Java " + Runtime.version(), "install Java " + OLDEST_JAVA + " or newer"));
        }
        long memory = Runtime.getRuntime().maxMemory() >> 20;
        if (memory < LEAST_MEMORY_MIB) {
            findings.add(Finding.warning(
                    "java",
                    "memory",
                    String.format(Locale.ROOT, "the program has %d MiB of memory", memory),
                    "give it more: CAROM_JAVA_OPTS=-Xmx512m"));
        }
        if (!Charset.defaultCharset().equals(UTF_8) && !"UTF-8".equals(System.getProperty("sun.jnu.encoding", ""))) {
            findings.add(Finding.warning(
                    "java",
                    "charset",
                    "names of files are taken as " + System.getProperty("sun.jnu.encoding", ""),
                    "set LC_ALL=C.UTF-8"));
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        if (!Files.isWritable(temporary)) {
            findings.add(Finding.error(
                    "java", "temporary", temporary + " cannot be written", "chmod it, or set -Djava.io.tmpdir"));
        }
    }

    /** How the server gets on; {@code expected} says that it has to run. Answers its state for people, empty where none answers. */
    String server(ServerSettings settings, boolean expected) {
        String address = settings.loopback() ? settings.address() : "127.0.0.1";
        String host = address.contains(":") ? "[" + address + "]" : address;
        URI ready = URI.create("http://" + host + ":" + settings.port() + "/ready");
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(ready).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return judged(answer.statusCode(), answer.body());
        } catch (IOException | IllegalArgumentException e) {
            if (expected) {
                findings.add(Finding.error(
                        "server",
                        "not-running",
                        "nobody answers at " + ready,
                        "start `carom serve`, or check `server.port` in carom.yml"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    private String judged(int status, String body) {
        if (status == 404 || !body.contains("\"status\":")) {
            return "answers, and only shows what is recorded";
        }
        if (status != 200) {
            findings.add(Finding.error(
                    "server",
                    "not-ready",
                    "it is not ready: " + body.strip(),
                    "its log tells why; see that the store can be reached"));
        }
        if (body.contains("the change does not run")) {
            findings.add(Finding.error(
                    "policy",
                    "change-refused",
                    "the changed policy does not run, the one before does",
                    "`carom policy check`"));
        }
        for (Matcher silent = SILENT.matcher(body); silent.find(); ) {
            findings.add(Finding.error(
                    "workers",
                    "silent",
                    "worker " + silent.group(1) + " makes no progress",
                    "the server's log tells what keeps it; then start the server again"));
        }
        for (Matcher failing = FAILING.matcher(body); failing.find(); ) {
            findings.add(Finding.warning(
                    "workers",
                    "failing",
                    "worker " + failing.group(1) + " failed " + failing.group(2) + " times in a row",
                    "the server's log tells why"));
        }
        return status == 200 ? "runs" : "is not ready";
    }
}
