package io.carom.standalone.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Reads requests' bodies within bounds: of size, and of how many are in memory at the same time. What is beyond is answered here. Safe
 * for any number of threads.
 */
final class Bodies {
    private static final int AT_ONCE = 16;

    private final Semaphore room = new Semaphore(AT_ONCE);

    /** Does something with a body. */
    @FunctionalInterface
    interface Taker {
        /** Takes it and answers the request. */
        void take(byte[] body);
    }

    /** Hands the body of a request to {@code taker}, or answers why it cannot be taken. */
    void read(Context context, int mostMiB, Taker taker) throws IOException {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            Answers.refuse(
                    context, 415, "encoded", "a body encoded as `" + encoding + "` is not read; send it as it is");
            return;
        }
        if (!room.tryAcquire()) {
            context.header("Retry-After", "5");
            Answers.refuse(context, 503, "busy", AT_ONCE + " requests are read already; come again");
            return;
        }
        try {
            Optional<byte[]> body = bytes(context, mostMiB << 20);
            if (body.isPresent()) {
                taker.take(body.get());
            } else {
                skip(context, mostMiB << 20);
                Answers.refuse(
                        context,
                        413,
                        "too_large",
                        "the body has more than " + mostMiB
                                + " MiB; send less at once, or raise the limit in carom.yml");
            }
        } finally {
            room.release();
        }
    }

    /** Who still writes would see a broken connection instead of the answer; so somewhat more is read, and thrown away. */
    private static void skip(Context context, int most) throws IOException {
        InputStream rest = context.bodyInputStream();
        byte[] thrown = new byte[1 << 14];
        for (int left = most; left > 0; ) {
            int read = rest.read(thrown, 0, Math.min(left, thrown.length));
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    private static Optional<byte[]> bytes(Context context, int most) throws IOException {
        if (context.req().getContentLengthLong() > most) {
            return Optional.empty();
        }
        byte[] bytes = context.bodyInputStream().readNBytes(most + 1);
        return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    }
}
