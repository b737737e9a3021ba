package io.carom.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see whom: the arrows of the module graph, and the one home of each large library. */
class ArchitectureTest {
    private static final String OURS = "io.carom..";
    private static final String[] PUBLIC = {"io.carom.api..", "io.carom.spi.."};

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carom");

    @Test
    void every_module_is_in_the_picture() {
        Set<String> packages = PRODUCT.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(Stream.of("api", "engine", "intake", "testkit", "rules", "dsl", "store.jdbc", "standalone")
                        .map("io.carom."::concat))
                .allMatch(module -> packages.stream().anyMatch(p -> p.equals(module) || p.startsWith(module + ".")));
    }

    @ParameterizedTest(name = "{0} is seen by {1} alone")
    @CsvSource(delimiter = '|', textBlock = """
            org.drools.. org.kie.. org.mvel2..                            | io.carom.rules..
            groovy.. org.codehaus.groovy.. org.apache.groovy..            | io.carom.dsl..
            groovyjarjarasm.. groovyjarjarantlr4..                        | io.carom.dsl..
            jakarta.mail.. org.eclipse.angus..                            | io.carom.intake.. io.carom.standalone..
            java.sql.. javax.sql.. org.jdbi.. com.zaxxer.. org.flywaydb.. | io.carom.store.jdbc..
            org.sqlite.. org.postgresql.. org.mariadb..                   | io.carom.store.jdbc..
            org.apache.kafka..                                            | io.carom.stream..
            io.javalin.. org.eclipse.jetty.. ch.qos.logback..             | io.carom.standalone..
            io.micrometer.. io.prometheus..                               | io.carom.standalone..
            org.junit.. org.assertj..                                     | io.carom.testkit..
            org.openjdk.jmh..                                             | io.carom.benchmarks..
            """)
    void a_large_library_has_one_home(String library, String home) {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages(home.split(" "))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library.split(" ")));
    }

    @Test
    void the_api_sees_only_the_JDK_and_JSpecify() {
        hold(classes()
                .that()
                .resideInAnyPackage(PUBLIC)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.carom.api..", "io.carom.spi.."));
    }

    @ParameterizedTest(name = "{0} sees the API alone")
    @ValueSource(
            strings = {
                "io.carom.engine..",
                "io.carom.intake..",
                "io.carom.rules..",
                "io.carom.dsl..",
                "io.carom.store.jdbc.."
            })
    void of_ours_a_part_sees_the_API_alone(String part) {
        hold(noClasses().that().resideInAPackage(part).should().dependOnClassesThat(oursBut(part)));
    }

    @Test
    void the_test_kit_sees_the_API_and_the_engine() {
        hold(noClasses()
                .that()
                .resideInAPackage("io.carom.testkit..")
                .should()
                .dependOnClassesThat(oursBut("io.carom.testkit..", "io.carom.engine..", "io.carom")));
    }

    @Test
    void a_simulation_touches_no_store_host_or_network() {
        hold(
                noClasses()
                        .that()
                        .resideInAPackage("io.carom.engine.simulate..")
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "java.net..",
                                                "java.sql..",
                                                "javax.net..",
                                                "javax.sql..",
                                                "java.nio.channels..",
                                                "java.nio.file..",
                                                "java.net.http..",
                                                "io.carom.engine.deliver..",
                                                "io.carom.engine.ask..")
                                        .or(
                                                HasName.Predicates.nameMatching(
                                                        "io\\.carom\\.spi\\.(Host|Source|Desk|Undos)|java\\.io\\.File.*|java\\.time\\.Clock"))));
    }

    @Test
    void the_program_is_seen_by_nobody() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("io.carom.standalone..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.carom.standalone.."));
    }

    private static DescribedPredicate<JavaClass> oursBut(String... allowed) {
        return resideInAPackage(OURS).and(not(resideInAnyPackage(PUBLIC))).and(not(resideInAnyPackage(allowed)));
    }

    private static void hold(ArchRule rule) {
        rule.allowEmptyShould(true).check(PRODUCT);
    }
}
