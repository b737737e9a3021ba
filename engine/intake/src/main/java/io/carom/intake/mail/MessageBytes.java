package io.carom.intake.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The edge to jakarta.mail: a message out of a mailbox or a mail server becomes the bytes that {@link MailReader} reads. */
public final class MessageBytes {
    private MessageBytes() {}

    /**
     * The bytes of {@code message}, cut at the limit.
     *
     * @throws MessagingException when the message's store fails
     * @throws IOException when its content cannot be had
     */
    public static byte[] of(MimeMessage message, ReadLimits limits) throws MessagingException, IOException {
        Capped out = new Capped(limits.mime().bytes());
        message.writeTo(out);
        return out.kept.toByteArray();
    }

    /** Keeps the first bytes and lets the others go. */
    private static final class Capped extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream(8_192);
        private final int cap;

        Capped(int cap) {
            this.cap = cap;
        }

        @Override
        public void write(int b) {
            if (kept.size() < cap) {
                kept.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            kept.write(bytes, from, Math.max(0, Math.min(length, cap - kept.size())));
        }
    }
}
