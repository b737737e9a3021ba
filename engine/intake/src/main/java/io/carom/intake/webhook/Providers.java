package io.carom.intake.webhook;

import java.util.List;

/** The providers that are built in. */
final class Providers {
    private Providers() {}

    static List<Provider> builtIn() {
        return List.of(
                new Ses(),
                new Sendgrid(),
                new Mailgun(),
                new Postmark(),
                new Sparkpost(),
                new Brevo(),
                new Mailjet(),
                new Mandrill(),
                new Resend(),
                new Mailtrap(),
                new Mailersend(),
                new Mailomat(),
                new UnisenderGo(),
                new Postal(),
                new Kumomta(),
                new Azure());
    }
}
