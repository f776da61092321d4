package io.pilothouse.checks;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What must hold for the files as they are written.
class RepositoryTest {
    private static final Set<String> TOP_LEVEL = Set.of(
            "CHANGELOG.md",
            "LICENSE",
            "README.md",
            "cluster-agent",
            "desktop",
            "fleet-hub",
            "fleet-repo-example",
            "pom.xml",
            "proto",
            "src");

    /// Files of more than 400 lines, each with the reason.
    private static final Map<String, String> LONG_FILES = Map.of(
            "proto/src/main/proto/pilothouse/v1/sync.proto",
            "the values of one contract, half of it comments; divided, a reader would look in two places",
            "cluster-agent/src/test/java/io/pilothouse/agent/reconcile/ReconcilerIT.java",
            "many short cases against one cluster that is costly to start; they share its fixture",
            "cluster-agent/src/main/java/io/pilothouse/agent/reconcile/Reconciler.java",
            "one thread's loop with all that it owns; its household of owners is to become a class of its own",
            "src/core/src/test/java/io/pilothouse/core/drift/ComparisonTest.java",
            "many short cases of one function, read one at a time",
            "fleet-hub/src/main/java/io/pilothouse/hub/rpc/AgentSession.java",
            "the conversation with one agent; questions and commands are to be parted from reports",
            "desktop/src/test/java/io/pilothouse/desktop/testing/FleetGen.java",
            "made-up fleets for every screen: data, read by nobody from top to bottom");

    private static final int LONG = 400;

    /// Hosts that a mirror replaces, and folders that exist on one machine only.
    private static final Pattern OF_ONE_MACHINE = Pattern.compile(
            "repo1?\\.maven\\.(apache\\.)?org|registry\\.npmjs|proxy\\.golang|deb\\.debian\\.org|pypi\\.org"
                    + "|(?<![\\w}])(/root/|/home/[a-z]|/Users/[a-z]|/usr/lib/jvm/[a-z]|/work/(main|wt|shared|notes))");

    @Test
    void topLevelIsAsDocumented() {
        Set<String> found = new TreeSet<>(Checkout.topLevel());
        found.removeIf(name -> name.startsWith("."));
        assertThat(found).isEqualTo(new TreeSet<>(TOP_LEVEL));
    }

    @Test
    void nothingBelongsToOneMachine() {
        assertThat(lines(text(), OF_ONE_MACHINE)).isEmpty();
    }

    @Test
    void nothingIsLeftToDo() {
        assertThat(lines(text(), Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b")))
                .isEmpty();
    }

    @Test
    void everyModuleSaysWhatItIs() {
        List<Path> modules = Checkout.modules();
        assertThat(modules).hasSizeGreaterThan(5);
        assertThat(Stream.concat(modules.stream(), Stream.of(Path.of("fleet-repo-example"), Path.of("")))
                        .filter(module ->
                                !Files.exists(Checkout.root().resolve(module).resolve("README.md"))))
                .as("folders without a README.md")
                .isEmpty();
    }

    @Test
    void filesAreShortOrSayWhyNot() {
        assertThat(Checkout.files(".java", ".proto", ".css", ".sql", ".sh").stream()
                        .filter(file -> Checkout.text(file).lines().count() > LONG)
                        .map(Path::toString)
                        .filter(file -> !LONG_FILES.containsKey(file)))
                .as("files of more than %d lines; divide them or list them here with the reason", LONG)
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhereToStart() {
        Pattern start = Pattern.compile("Start at \\[[A-Za-z.]+][^.]*\\.");
        assertThat(Checkout.files("package-info.java").stream()
                        .filter(file -> !start.matcher(Checkout.text(file).replace("\n/// ", " "))
                                .find()))
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<Path> marked = new TreeSet<>();
        Checkout.files("package-info.java").stream()
                .filter(file -> Checkout.text(file).contains("@NullMarked"))
                .forEach(file -> marked.add(file.getParent()));
        assertThat(Checkout.files(".java").stream()
                        .filter(file -> file.toString().contains("src/main/java"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !marked.contains(folder)))
                .isEmpty();
    }

    @Test
    void testsWaitForEventsNotForTime() {
        List<Path> tests = Checkout.files("Test.java", "IT.java");
        assertThat(lines(tests, Pattern.compile("Thread" + "\\.sleep|TimeUnit\\.[A-Z]+\\.sleep|LockSupport\\.park")))
                .isEmpty();
    }

    @Test
    void docsCommentsAreMarkdown() {
        assertThat(lines(Checkout.files(".java"), Pattern.compile("^\\s*/\\*\\*")))
                .isEmpty();
    }

    @Test
    void viewsAreCode() {
        assertThat(Checkout.files().stream().filter(file -> file.toString().endsWith(".fxml")))
                .isEmpty();
    }

    @Test
    void everyCodeIsDocumented() {
        Pattern code = Pattern.compile("PH-\\d{3}");
        Set<String> used = Checkout.files(".java").stream()
                .filter(file -> file.toString().contains("src/main/java"))
                .flatMap(file -> Pattern.compile("\"PH-\\d{3}\"")
                        .matcher(Checkout.text(file))
                        .results())
                .map(match -> match.group().replace("\"", ""))
                .collect(toCollection(TreeSet::new));
        Set<String> documented = code.matcher(Checkout.text(Path.of("src/docs/codes.md")))
                .results()
                .map(MatchResult::group)
                .collect(toCollection(TreeSet::new));
        assertThat(used).isNotEmpty();
        assertThat(documented).isEqualTo(used);
    }

    @Test
    void typesThatTheDocumentsNameExist() {
        Pattern type = Pattern.compile("`(io\\.pilothouse\\.[a-z.]+\\.[A-Z][A-Za-z]+)`");
        List<String> sources = Checkout.files(".java").stream()
                .map(file -> file.toString().replace('/', '.'))
                .toList();
        List<String> named = Checkout.files(".md").stream()
                .flatMap(file -> type.matcher(Checkout.text(file)).results())
                .map(match -> match.group(1))
                .toList();
        assertThat(named).isNotEmpty();
        assertThat(named.stream()
                        .filter(name -> sources.stream().noneMatch(source -> source.endsWith("." + name + ".java"))))
                .isEmpty();
    }

    @Test
    void linksOfTheDocumentsResolve() {
        Pattern link = Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)#\\s]+)(#[^)]*)?\\)");
        List<String> broken = Checkout.files(".md").stream()
                .flatMap(file -> link.matcher(Checkout.text(file))
                        .results()
                        .filter(match -> !Files.exists(Checkout.root()
                                .resolve(file)
                                .resolveSibling(match.group(1))
                                .normalize()))
                        .map(match -> file + " → " + match.group(1)))
                .toList();
        assertThat(broken).isEmpty();
    }

    private static List<Path> text() {
        return Checkout.files().stream()
                .filter(file -> !file.toString().matches(".*\\.(png|jpg|ico|otf|ttf|woff2|jar|zip|gz|bin)"))
                .filter(file -> !file.endsWith("RepositoryTest.java"))
                .toList();
    }

    /// `file:line: text` of every line that matches.
    private static List<String> lines(List<Path> files, Pattern pattern) {
        return files.stream()
                .flatMap(file -> {
                    List<String> lines = Checkout.text(file).lines().toList();
                    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                            .filter(i -> pattern.matcher(lines.get(i)).find())
                            .map(i -> file + ":" + (i + 1) + ": " + lines.get(i).strip());
                })
                .toList();
    }
}
