package io.carom.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KilledRoadIT {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void nothing_is_lost_and_nothing_twice_when_a_process_is_killed(DatabaseServer.Kind kind) throws Exception {
        KilledRoadTest.check(SERVERS.get(kind).newDatabase(), folder, 1, 3_000);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void nothing_is_lost_and_nothing_twice_when_a_process_is_killed_fifty_times(DatabaseServer.Kind kind)
            throws Exception {
        Optional<DatabaseServer> started = DatabaseServer.start(kind);
        assumeTrue(started.isPresent(), kind.missing);
        try (DatabaseServer server = started.get()) {
            KilledRoadTest.check(
                    server.newDatabase(),
                    folder,
                    Integer.getInteger("carom.kills", 50),
                    Integer.getInteger("carom.kill.events", 50_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void two_engines_on_one_database_decide_as_one(DatabaseServer.Kind kind) throws Exception {
        DatabaseServer server = SERVERS.get(kind);
        TwoRoads.decideAsOne(server.newDatabase(), new Course(5, 1_000).inputs(), 5);
        TwoRoads.decideAsOne(server.newDatabase(), TwoRoads.refusals(700), 6);
        TwoRoads.knowWhatChangesByHand(server.newDatabase());
    }
}
