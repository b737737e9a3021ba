package io.carom.standalone.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.spi.IncidentNews;
import io.carom.spi.IncidentSink;
import io.carom.standalone.cli.Text;
import io.carom.standalone.settings.IncidentSettings;
import io.carom.standalone.settings.Secret;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people by mail: plain text by SMTP, with the same Message-ID for the same news. A try is over after 10 seconds without an answer.
 * For one thread at a time.
 */
public final class MailSink implements IncidentSink {
    private static final Logger LOG = LoggerFactory.getLogger(MailSink.class);
    private static final String PATIENCE = "10000";

    private final IncidentSettings.Mail settings;
    private final Session session;

    /** Mails as {@code settings} say. */
    public MailSink(IncidentSettings.Mail settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings), login(settings));
    }

    private static Properties properties(IncidentSettings.Mail settings) {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", PATIENCE);
        properties.setProperty("mail.smtp.timeout", PATIENCE);
        properties.setProperty("mail.smtp.writetimeout", PATIENCE);
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user() != null));
        properties.setProperty(
                "mail.smtp.ssl.enable", Boolean.toString(settings.tls().equals("tls")));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.smtp.starttls.enable", Boolean.toString(settings.tls().equals("starttls")));
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(settings.tls().equals("starttls")));
        return properties;
    }

    private static @Nullable Authenticator login(IncidentSettings.Mail settings) {
        String user = settings.user();
        Secret password = settings.password();
        if (user == null) {
            return null;
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password == null ? "" : new String(password.bytes(), UTF_8));
            }
        };
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Reply tell(IncidentNews news) {
        try {
            Transport.send(message(news));
            return Reply.DONE;
        } catch (SendFailedException e) {
            boolean forGood = e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0;
            LOG.warn(
                    "the mail about incident {} was refused: {}",
                    news.incident().number(),
                    e.getMessage());
            return forGood ? Reply.NEVER : Reply.LATER;
        } catch (MessagingException e) {
            LOG.warn(
                    "no mail about incident {} by {}:{}: {}",
                    news.incident().number(),
                    settings.host(),
                    settings.port(),
                    e.getMessage());
            return Reply.LATER;
        }
    }

    private MimeMessage message(IncidentNews news) throws MessagingException {
        String id = "<carom." + news.key().replace('/', '.') + "@" + domain() + ">";
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        message.setFrom(new InternetAddress(settings.from()));
        for (String to : settings.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
        }
        message.setSubject(
                Text.oneLine("[carom] " + news.kind().word() + ": " + IncidentText.headline(news.incident())), "UTF-8");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Carom-Incident", news.incident().id());
        message.setSentDate(Date.from(news.at()));
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%s %s.", IncidentText.headline(news.incident()), happened(news.kind())));
        lines.add("");
        lines.addAll(IncidentText.lines(news.incident(), List.of(), List.of()));
        lines.add("");
        lines.add("carom incidents show " + news.incident().number());
        message.setText(String.join("\r\n", lines) + "\r\n", "UTF-8");
        return message;
    }

    private static String happened(IncidentNews.Kind kind) {
        return switch (kind) {
            case OPENED -> "was opened";
            case GREW -> "has grown: one more signal belongs to it";
            case CLOSED -> "is over";
        };
    }

    private String domain() {
        return settings.from().substring(settings.from().lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
    }
}
