package io.carom.intake.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What joins lines to each other, as bytes: so that a log can be read on from its middle. */
final class JoinState {
    private static final int VERSION = 1;
    private static final int LONGEST = 64 << 20;

    private JoinState() {}

    static byte[] write(LogReading reading) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            LogFormat format = reading.format();
            text(out, format == null ? null : format.word());
            text(out, reading.header());
            out.writeLong(reading.stamps().last());
            out.writeInt(reading.joins().size());
            reading.joins().each((id, queued, done) -> {
                try {
                    message(out, id, queued, done);
                } catch (IOException e) {
                    throw new IllegalStateException("memory cannot be written", e);
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** Puts the state into a reading that has read nothing; fails when the bytes are not such a state. */
    static void read(byte[] bytes, LogReading reading) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("its version " + version + " is not " + VERSION);
            }
            String format = text(in);
            String header = text(in);
            if (format != null) {
                reading.use(LogFormat.of(format).orElseThrow(() -> new IOException("no format `" + format + "`")));
            }
            if (header != null && !header.isEmpty()) {
                reading.header(header);
            }
            reading.stamps().restore(in.readLong());
            int messages = in.readInt();
            for (int i = 0; i < messages; i++) {
                String id = needed(text(in));
                boolean done = in.readBoolean();
                reading.joins().restore(id, message(in), done);
            }
        }
    }

    private static void message(DataOutputStream out, String id, Queued queued, boolean done) throws IOException {
        text(out, id);
        out.writeBoolean(done);
        text(out, queued.message);
        text(out, queued.sender);
        out.writeInt(queued.recipients);
        out.writeLong(queued.seen);
        out.writeInt(queued.tries.size());
        for (Map.Entry<String, Queued.Tries> each : queued.tries.entrySet()) {
            Queued.Tries tries = each.getValue();
            text(out, each.getKey());
            out.writeInt(tries.count);
            out.writeBoolean(tries.waiting);
            text(out, tries.original);
            text(out, tries.reply);
            text(out, tries.diagnostic);
            text(out, tries.status);
            text(out, tries.remote);
        }
    }

    private static Queued message(DataInputStream in) throws IOException {
        Queued queued = new Queued();
        queued.message = text(in);
        queued.sender = text(in);
        queued.recipients = in.readInt();
        queued.seen = in.readLong();
        int recipients = in.readInt();
        for (int i = 0; i < recipients; i++) {
            Queued.Tries tries = new Queued.Tries();
            String recipient = needed(text(in));
            tries.count = in.readInt();
            tries.waiting = in.readBoolean();
            tries.original = text(in);
            tries.reply = text(in);
            tries.diagnostic = text(in);
            tries.status = text(in);
            tries.remote = text(in);
            queued.tries.put(recipient, tries);
        }
        return queued;
    }

    private static String needed(@Nullable String text) throws IOException {
        if (text == null) {
            throw new IOException("a name is missing");
        }
        return text;
    }

    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        if (length > LONGEST || length > in.available()) {
            throw new IOException("a text of " + length + " bytes is longer than what is left");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
