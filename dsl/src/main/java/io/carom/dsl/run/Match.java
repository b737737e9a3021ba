package io.carom.dsl.run;

import io.carom.api.Bounce;
import io.carom.dsl.tree.Condition;
import java.util.List;
import java.util.Set;

/** The conditions of one {@code on}, cheapest first. Immutable and safe for any number of threads. */
final class Match {
    private final Test[] tests;

    private Match(Test[] tests) {
        this.tests = tests;
    }

    static Match of(List<Condition> conditions) {
        return new Match(conditions.stream()
                .map(Match::test)
                .sorted((one, other) -> Integer.compare(one.rank(), other.rank()))
                .toArray(Test[]::new));
    }

    boolean matches(Bounce fact, Pool pool, Scene scene) {
        for (Test test : tests) {
            if (!test.holds(fact, pool, scene)) {
                return false;
            }
        }
        return true;
    }

    private static Test test(Condition condition) {
        if (condition instanceof Condition.Dsn dsn) {
            return new Dsn(dsn.patterns().stream().map(StatusPattern::new).toArray(StatusPattern[]::new));
        } else if (condition instanceof Condition.Smtp smtp) {
            return new Smtp(smtp.codes().stream().mapToInt(Integer::intValue).toArray());
        } else if (condition instanceof Condition.ReasonIs reason) {
            return new ReasonIs(Set.copyOf(reason.words()));
        } else if (condition instanceof Condition.Mx mx) {
            return new Mx(mx.globs().stream().map(HostGlob::new).toArray(HostGlob[]::new));
        }
        return new Text(((Condition.Text) condition)
                .patterns().stream().mapToInt(Integer::intValue).toArray());
    }

    private interface Test {
        int rank();

        boolean holds(Bounce fact, Pool pool, Scene scene);
    }

    private record Dsn(StatusPattern[] patterns) implements Test {
        @Override
        public int rank() {
            return 0;
        }

        @Override
        public boolean holds(Bounce fact, Pool pool, Scene scene) {
            for (StatusPattern pattern : patterns) {
                if (pattern.matches(fact.getStatus())) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Smtp(int[] codes) implements Test {
        @Override
        public int rank() {
            return 0;
        }

        @Override
        public boolean holds(Bounce fact, Pool pool, Scene scene) {
            for (int code : codes) {
                if (code == fact.getReplyCode()) {
                    return true;
                }
            }
            return false;
        }
    }

    private record ReasonIs(Set<String> words) implements Test {
        @Override
        public int rank() {
            return 1;
        }

        @Override
        public boolean holds(Bounce fact, Pool pool, Scene scene) {
            return words.contains(fact.getReason());
        }
    }

    private record Mx(HostGlob[] globs) implements Test {
        @Override
        public int rank() {
            return 2;
        }

        @Override
        public boolean holds(Bounce fact, Pool pool, Scene scene) {
            for (HostGlob glob : globs) {
                if (glob.matches(fact.getMx())) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Text(int[] patterns) implements Test {
        @Override
        public int rank() {
            return 3;
        }

        @Override
        public boolean holds(Bounce fact, Pool pool, Scene scene) {
            for (int pattern : patterns) {
                if (pool.pattern(pattern).find(fact.getText(), scene)) {
                    return true;
                }
            }
            return false;
        }
    }
}
