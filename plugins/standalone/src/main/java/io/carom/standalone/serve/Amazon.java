package io.carom.standalone.serve;

import io.carom.intake.webhook.CertificateSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fetches what Amazon SNS wants to be fetched: certificates, and the address that confirms a subscription. Only by HTTPS, without
 * redirects, within 5 seconds and 64 KiB; the intake has checked that the address is Amazon's own. Certificates are kept. Safe for any
 * number of threads.
 */
final class Amazon implements CertificateSource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST = 64 * 1024;
    private static final int KEPT = 50;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<URI, byte[]> certificates = new LinkedHashMap<>();

    @Override
    public byte[] fetch(URI address) throws IOException {
        synchronized (certificates) {
            byte[] kept = certificates.get(address);
            if (kept != null) {
                return kept.clone();
            }
        }
        byte[] fetched = get(address);
        synchronized (certificates) {
            if (certificates.size() >= KEPT) {
                certificates.clear();
            }
            certificates.put(address, fetched.clone());
        }
        return fetched;
    }

    /** Confirms a subscription. */
    void confirm(URI address) throws IOException {
        get(address);
    }

    private byte[] get(URI address) throws IOException {
        if (!"https".equals(address.getScheme())) {
            throw new IOException(address.getScheme() + " is not fetched; only https is");
        }
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException(address.getHost() + " answers " + response.statusCode());
                }
                byte[] bytes = body.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException(address.getHost() + " answers with more than 64 KiB");
                }
                return bytes;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
