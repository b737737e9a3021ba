package io.carom.store.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Kills as often as wanted, apart from any build: {@code sqlite|postgresql|mariadb KILLS EVENTS}; KILLS 0: two instances. */
final class KilledRoadRun {
    private KilledRoadRun() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("carom-kills");
        int kills = Integer.parseInt(args[1]);
        int events = Integer.parseInt(args[2]);
        long began = System.nanoTime();
        if (args[0].equals("sqlite")) {
            String store = "jdbc:sqlite:" + folder.resolve("carom.db");
            if (kills == 0) {
                TwoInstancesIT.check(store, folder, events);
            } else {
                KilledRoadTest.check(store, folder, kills, events);
            }
        } else {
            DatabaseServer.Kind kind = DatabaseServer.Kind.valueOf(args[0].toUpperCase(Locale.ROOT));
            try (DatabaseServer server = DatabaseServer.start(kind).orElseThrow()) {
                if (kills == 0) {
                    TwoInstancesIT.check(server.newDatabase(), folder, events);
                } else {
                    KilledRoadTest.check(server.newDatabase(), folder, kills, events);
                }
            }
        }
        System.out.printf("%d s, folder %s%n", (System.nanoTime() - began) / 1_000_000_000, folder);
    }
}
