package io.carom.intake.mail;

import io.carom.spi.Classifier;
import io.carom.spi.ClassifierFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what the reader makes of every mail below a folder, as JSON lines: {@code PrintReports FOLDER}. */
final class PrintReports {
    private PrintReports() {}

    public static void main(String[] args) throws IOException {
        Classifier classifier = ServiceLoader.load(ClassifierFactory.class)
                .findFirst()
                .map(ClassifierFactory::stock)
                .orElseGet(CodesOnly::new);
        MailReader reader = new MailReader(classifier);
        Path folder = Path.of(args[0]);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .collect(Collectors.toList());
        }
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            for (Report report : reader.read(Files.readAllBytes(file))) {
                StringWriter line = new StringWriter();
                ReportJson.write(line, folder.relativize(file).toString(), report);
                all.append(line).append('\n');
            }
        }
        System.out.write(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        System.out.flush();
    }
}
