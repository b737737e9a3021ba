package io.carom.intake.mail;

import io.carom.spi.Classifier;
import io.carom.spi.ClassifierFactory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Prints what the reader makes of every mail below a folder, as JSON lines: {@code PrintReports FOLDER}. */
final class PrintReports {
    private PrintReports() {}

    public static void main(String[] args) throws IOException {
        Classifier classifier = ServiceLoader.load(ClassifierFactory.class)
                .findFirst()
                .map(ClassifierFactory::stock)
                .orElseGet(CodesOnly::new);
        MailReader reader = new MailReader(classifier);
        try (Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
            MailFiles.walk(Path.of(args[0]), ReadLimits.DEFAULT, new MailFiles.Sink() {
                @Override
                public boolean mail(String file, byte[] mail) throws IOException {
                    for (Report report : reader.read(mail)) {
                        ReportJson.write(out, file, report);
                        out.write('\n');
                    }
                    return true;
                }

                @Override
                public void bad(String file, String why) {
                    System.err.println(file + ": " + why);
                }
            });
        }
    }
}
