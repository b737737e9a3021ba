package io.carom.store.jdbc;

import io.carom.spi.Host;
import io.carom.spi.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A host that writes down each action that it is asked for, one whole line at a time: what is written survives its process. */
final class LoggingHost implements Host {
    private final FileChannel log;
    private final long pauseMillis;

    /** Appends to {@code file}, which other processes may append to as well, and takes its time over each action. */
    LoggingHost(Path file, long pauseMillis) throws IOException {
        this.log = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.pauseMillis = pauseMillis;
    }

    /** One delivery. */
    record Delivery(String key, String address, long nanos) {}

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Reply carryOut(Outgoing action) {
        try {
            if (pauseMillis > 0) {
                Thread.sleep(pauseMillis);
            }
            String line = "\n" + System.nanoTime() + "\t" + action.address().address() + "\t" + action.key() + "\t.";
            log.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            return Reply.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.LATER;
        }
    }

    @Override
    public void close() {
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every delivery that was written down whole, in order, also of the same action again. */
    static List<Delivery> read(Path file) throws IOException {
        List<Delivery> all = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split("\t", -1);
                if (parts.length == 4 && parts[3].equals(".")) {
                    all.add(new Delivery(parts[2], parts[1], Long.parseLong(parts[0])));
                }
            }
        }
        return all;
    }
}
