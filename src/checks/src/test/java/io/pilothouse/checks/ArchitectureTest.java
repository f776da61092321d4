package io.pilothouse.checks;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every sentence about imports in `src/docs/architecture.md`.
class ArchitectureTest {
    private static final String ROOT = "io.pilothouse";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final DescribedPredicate<JavaClass> HAND_WRITTEN =
            resideOutsideOfPackages("io.pilothouse.proto..").as("are not generated");

    /// A module and the modules it may use besides itself.
    record Module(String name, Set<String> mayUse) {}

    static Stream<Module> modules() {
        return Stream.of(
                new Module("core", Set.of()),
                new Module("proto", Set.of()),
                new Module("wire", Set.of("core", "proto")),
                new Module("repository", Set.of("core")),
                new Module("agent", Set.of("core", "repository", "wire", "proto")),
                new Module("hub", Set.of("core", "repository", "wire", "proto")),
                new Module("desktop", Set.of("core", "wire", "proto")),
                new Module("testkit", Set.of("core", "repository", "wire")),
                new Module("demo", Set.of("core", "repository", "wire", "testkit", "desktop")),
                new Module("bench", Set.of("core", "repository", "wire", "testkit", "desktop")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void modulesUseOnlyWhatTheyMay(Module module) {
        String[] allowed = Stream.concat(Stream.of(module.name()), module.mayUse().stream())
                .map(name -> ROOT + "." + name + "..")
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "." + module.name() + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages(ROOT + "..").or(resideInAnyPackage(allowed)))
                .check(OURS);
    }

    /// A library and the only packages that may know it.
    record Library(String name, List<String> packages, List<String> homes) {
        Library livesIn(String... packagesOfOurs) {
            return new Library(name, packages, List.of(packagesOfOurs));
        }
    }

    static Stream<Library> libraries() {
        return Stream.of(
                library("JGit", "org.eclipse.jgit..")
                        .livesIn("repository.git..", "testkit.git..", "bench.workload", "bench.engine.raw"),
                library("snakeyaml", "org.snakeyaml..")
                        .livesIn("repository.yaml", "bench.decode", "bench.engine.cluster"),
                library("fabric8", "io.fabric8..")
                        .livesIn("agent.kube..", "testkit..", "bench.decode", "bench.engine.raw"),
                library("JDBC", "java.sql..", "javax.sql..", "org.h2..", "org.flywaydb..", "com.zaxxer..", "org.jdbi..")
                        .livesIn("hub.store.."),
                library("gRPC", "io.grpc..", "com.google.protobuf..")
                        .livesIn("proto..", "wire..", "agent.uplink", "hub.rpc..", "desktop.link"),
                library("generated types", "io.pilothouse.proto..")
                        .livesIn("proto..", "wire..", "agent.uplink", "hub.rpc..", "desktop.link"),
                library("Micrometer", "io.micrometer..").livesIn("agent.meters", "hub.meters"),
                library("JavaFX", "javafx..", "atlantafx..").livesIn("desktop..", "bench.engine.desk"),
                library("Bouncy Castle", "org.bouncycastle..")
                        .livesIn("wire.tls", "repository.git.signature", "testkit.."),
                library("Helm", "com.marcnuri..", "com.sun.jna..").livesIn("repository.helm.engine", "bench.render"),
                library("CEL", "dev.cel..").livesIn("repository.rule"),
                library("RE2/J", "com.google.re2j..").livesIn("repository.kustomize.."),
                library("picocli", "picocli..").livesIn("agent", "hub", "desktop", "demo", "bench", "repository.tool"));
    }

    private static Library library(String name, String... packages) {
        return new Library(name, List.of(packages), List.of());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void oneLibraryLivesInOnePackage(Library library) {
        String[] homes = library.homes().stream().map(home -> ROOT + "." + home).toArray(String[]::new);
        String[] packages = library.packages().toArray(String[]::new);
        assertThat(OURS.stream()
                        .filter(resideInAnyPackage(homes))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .anyMatch(dependency -> resideInAnyPackage(packages).test(dependency.getTargetClass())))
                .as("%s is used somewhere in %s", library.name(), library.homes())
                .isTrue();
        noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .as(library.name() + " is used only in " + library.homes())
                .check(OURS);
    }

    @Test
    void desktopReachesTheHubWithoutJavaFx() {
        noClasses()
                .that()
                .resideInAPackage("io.pilothouse.desktop.link..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "atlantafx..")
                .check(OURS);
    }

    @Test
    void coreUsesTheJdkAndNothingElse() {
        classes()
                .that()
                .resideInAPackage("io.pilothouse.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.pilothouse.core..",
                        "java.lang..",
                        "java.math..",
                        "java.nio.charset..",
                        "java.security..",
                        "java.text..",
                        "java.time..",
                        "java.util..",
                        "javax.crypto..",
                        "org.jspecify..")
                .check(OURS);
    }

    @Test
    void coreReadsNoClockAndRollsNoDice() {
        noClasses()
                .that()
                .resideInAPackage("io.pilothouse.core..")
                .should()
                .dependOnClassesThat(type(Clock.class)
                        .or(type(InstantSource.class))
                        .or(type(Thread.class))
                        .or(resideInAPackage("java.util.random"))
                        .or(resideInAPackage("java.util.concurrent..")))
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(OURS);
    }

    @Test
    void timeIsPassedIn() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.pilothouse.testkit..", "io.pilothouse.demo..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(OURS);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void nullDoesNotExist() {
        classes()
                .that(HAND_WRITTEN)
                .should(new ArchCondition<>("be in a package that is @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                        String message = type.getPackageName() + " has no @NullMarked package-info";
                        events.add(new SimpleConditionEvent(type, marked, message));
                    }
                })
                .check(OURS);
    }

    /// `Manager` of managed fields is Kubernetes' own word.
    @Test
    void namesSayWhatAThingIs() {
        classes()
                .that(HAND_WRITTEN)
                .and()
                .doNotHaveFullyQualifiedName("io.pilothouse.core.drift.Manager")
                .should()
                .haveNameNotMatching(
                        ".*(Manager|Utils?|Helper|Impl|Base|Processor|Handler|Data|Info|Operator|Deployment)(s?)(\\$.*)?")
                .check(OURS);
    }

    @Test
    void productsStartNoProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.pilothouse.testkit..", "io.pilothouse.demo..", "io.pilothouse.bench..")
                .should()
                .dependOnClassesThat(type(ProcessBuilder.class))
                .check(OURS);
    }

    /// Whoever wants to change an application's object needs an identity for it, and only one class takes them.
    @Test
    void objectsAreWrittenOnlyAsAnAccount() {
        String api = "io.pilothouse.agent.kube.Api";
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.pilothouse.agent.kube.TenantClient")
                .should()
                .callMethodWhere(target(owner(name(api))).and(target(name("writeAs"))))
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.pilothouse.agent..")
                .and()
                .doNotHaveFullyQualifiedName(api)
                .should()
                .callMethodWhere(target(owner(name("io.fabric8.kubernetes.client.http.HttpRequest$Builder")))
                        .and(target(nameMatching("method|post|put|patch|delete"))))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient")
                .check(OURS);
        assertThat(OURS.get("io.pilothouse.agent.kube.TenantClient").getMethodCallsFromSelf())
                .as("the rule is about something")
                .anyMatch(call -> call.getTarget().getName().equals("writeAs"));
    }

    @Test
    void onlyEntryPointsEndTheProgram() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        "io\\.pilothouse\\.[a-z.]+\\.(HubMain|AgentMain|RepoMain|DemoMain|BenchMain|Launcher|FailPoint)(\\$.*)?")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(OURS);
    }
}
