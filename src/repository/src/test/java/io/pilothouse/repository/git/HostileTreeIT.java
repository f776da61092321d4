package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.repository.FleetRepository;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trees that `git add` would never make, written object by object.
class HostileTreeIT {
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    @TempDir
    Path folder;

    private FileRepository upstream;
    private ObjectInserter inserter;

    @BeforeEach
    void createUpstream() throws IOException {
        upstream = new FileRepository(folder.resolve("upstream.git").toFile());
        upstream.create(true);
        inserter = upstream.newObjectInserter();
    }

    @AfterEach
    void closeUpstream() {
        inserter.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ".git", ".GIT", "git~1", ".g\u200Cit", "a/b", ""})
    void takesNoTreeThatCouldWriteElsewhere(String name) throws Exception {
        // Given
        commit(Map.of("evil", tree(List.of(new Entry(name, FileMode.REGULAR_FILE, blob("x"))))));

        // When
        try (FleetRepository repository = repository()) {
            FetchOutcome outcome = repository.fetch().outcome();

            // Then
            assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("PH-128");
                assertThat(failed.message()).contains("sends objects that Git does not allow");
            });
            assertThat(repository.lastFetched()).isEmpty();

            // and when it is taken out of the branch again
            Revision good = commit(Map.of("good", tree(List.of(new Entry("a", FileMode.REGULAR_FILE, blob("x"))))));
            assertThat(repository.fetch().outcome()).isEqualTo(new Fetched("main", good, true));
        }
    }

    @Test
    void keepsTheLastCommitWhileAHostileOneIsInTheBranch() throws Exception {
        // Given
        Revision good = commit(Map.of("good", tree(List.of(new Entry("a", FileMode.REGULAR_FILE, blob("x"))))));
        try (FleetRepository repository = repository()) {
            repository.fetch();
            commit(
                    Map.of("evil", tree(List.of(new Entry("..", FileMode.REGULAR_FILE, blob("y"))))),
                    ObjectId.fromString(good.id()));

            // When
            FetchOutcome outcome = repository.fetch().outcome();

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo("PH-128"));
            assertThat(repository.lastFetched()).contains(good);

            // and it was never accepted, so taking it out is no rewriting
            Revision next = commit(
                    Map.of("next", tree(List.of(new Entry("a", FileMode.REGULAR_FILE, blob("z"))))),
                    ObjectId.fromString(good.id()));
            assertThat(repository.fetch().outcome()).isEqualTo(new Fetched("main", next, true));
        }
    }

    @Test
    void takesNoEntryThatNamesNoObject() throws Exception {
        // Given
        commit(Map.of("evil", tree(List.of(new Entry("a.yaml", FileMode.REGULAR_FILE, ObjectId.zeroId())))));

        // When
        try (FleetRepository repository = repository()) {
            // Then
            assertThat(repository.fetch().outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo("PH-128"));
        }
    }

    @Test
    void takesNoNamesThatDifferInCaseOnly() throws Exception {
        // Given
        commit(Map.of(
                "evil",
                tree(List.of(
                        new Entry("A.yaml", FileMode.REGULAR_FILE, blob("x")),
                        new Entry("a.yaml", FileMode.REGULAR_FILE, blob("y"))))));

        // When
        try (FleetRepository repository = repository()) {
            // Then
            assertThat(repository.fetch().outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo("PH-128"));
        }
    }

    @Test
    void takesNoObjectThatIsSmallOnTheWireAndHugeInMemory() throws Exception {
        // Given
        long size = BoundedRepository.LARGEST_OBJECT + 1;
        ObjectId zeros = inserter.insert(Constants.OBJ_BLOB, size, new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 0);
                return length;
            }
        });
        commit(Map.of("a", tree(List.of(new Entry("zeros", FileMode.REGULAR_FILE, zeros)))));

        // When
        try (FleetRepository repository = repository()) {
            FetchOutcome outcome = repository.fetch().outcome();

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.message()).contains("sends a file of more than 128 MiB"));
        }
    }

    @Test
    void takesNoTreeWithTheSameNameTwice() throws Exception {
        // Given
        ObjectId blob = blob("x");
        commit(Map.of(
                "evil",
                tree(List.of(
                        new Entry("a", FileMode.REGULAR_FILE, blob), new Entry("a", FileMode.REGULAR_FILE, blob)))));

        // When
        try (FleetRepository repository = repository()) {
            // Then
            assertThat(repository.fetch().outcome()).isInstanceOf(Failed.class);
        }
    }

    @Test
    void refusesEachHostileApplicationAndRendersTheOthers() throws Exception {
        // Given
        ObjectId good = blob(CONFIG);
        ObjectId deep = tree(List.of(new Entry("a.yaml", FileMode.REGULAR_FILE, good)));
        for (int i = 0; i < 1_500; i++) {
            deep = tree(List.of(new Entry("d", FileMode.TREE, deep)));
        }
        ObjectId wide = tree(List.of(new Entry("a.yaml", FileMode.REGULAR_FILE, good)));
        for (int i = 0; i < 8; i++) {
            ObjectId below = wide;
            wide = tree(IntStream.range(0, 10)
                    .mapToObj(n -> new Entry("d" + n, FileMode.TREE, below))
                    .toList());
        }
        Map<String, Entry> applications = new TreeMap<>();
        applications.put("bomb", new Entry("bomb", FileMode.TREE, wide));
        applications.put("deep", new Entry("deep", FileMode.TREE, deep));
        applications.put("good", application("good", "a.yaml", FileMode.REGULAR_FILE, good));
        applications.put(
                "large", application("large", "a.yaml", FileMode.REGULAR_FILE, blob("#" + "x".repeat(5 << 20))));
        applications.put("linked", new Entry("linked", FileMode.SYMLINK, blob("/etc")));
        applications.put("parent", application("parent", "a.yaml", FileMode.SYMLINK, blob("../../../fleet")));
        applications.put("absolute", application("absolute", "a.yaml", FileMode.SYMLINK, blob("/etc/passwd")));
        applications.put("bidi", application("bidi", "a\u202Elmay.yaml", FileMode.REGULAR_FILE, good));
        applications.put("slash", application("slash", "a\\b.yaml", FileMode.REGULAR_FILE, good));
        applications.put("long", application("long", "x".repeat(5_000) + ".yaml", FileMode.REGULAR_FILE, good));
        applications.put("loop", application("loop", "a.yaml", FileMode.SYMLINK, blob("a.yaml")));
        applications.put("module", application("module", "m", FileMode.GITLINK, good));
        applications.put("name", application("name", "a\nb.yaml", FileMode.REGULAR_FILE, good));
        applications.put(
                "latin",
                application(
                        "latin",
                        new String(new byte[] {'a', (byte) 0xE9}, StandardCharsets.ISO_8859_1),
                        FileMode.REGULAR_FILE,
                        good));
        Revision revision = commit(Map.of(
                "fleet",
                        tree(List.of(new Entry(
                                "clusters",
                                FileMode.TREE,
                                tree(List.of(new Entry(
                                        "c.yaml",
                                        FileMode.REGULAR_FILE,
                                        blob("apiVersion: pilothouse.io/v1\nkind: Cluster\n"))))))),
                "app",
                        tree(List.of(new Entry(
                                "clusters",
                                FileMode.TREE,
                                tree(List.of(new Entry(
                                        "c",
                                        FileMode.TREE,
                                        tree(List.of(new Entry(
                                                "shop",
                                                FileMode.TREE,
                                                tree(applications.values().stream()
                                                        .sorted(Comparator.comparing(HostileTreeIT::order))
                                                        .toList()))))))))))));

        // When
        try (FleetRepository repository = repository()) {
            assertThat(repository.fetch().outcome()).isEqualTo(new Fetched("main", revision, true));
            Slice slice = repository.slice(revision);
            Map<String, String> codes = new TreeMap<>();
            slice.applications().forEach((key, entry) -> codes.put(key.name(), code(repository.render(slice, entry))));

            // Then
            assertThat(codes)
                    .isEqualTo(Map.ofEntries(
                            Map.entry("absolute", "PH-101"),
                            Map.entry("bidi", "PH-102"),
                            Map.entry("bomb", "PH-104"),
                            Map.entry("deep", "PH-104"),
                            Map.entry("good", "rendered"),
                            Map.entry("large", "PH-112"),
                            Map.entry("latin", "PH-102"),
                            Map.entry("linked", "PH-101"),
                            Map.entry("long", "PH-102"),
                            Map.entry("loop", "PH-101"),
                            Map.entry("module", "PH-101"),
                            Map.entry("name", "PH-102"),
                            Map.entry("parent", "PH-101"),
                            Map.entry("slash", "PH-102")));
        }
    }

    private static String code(Rendering rendering) {
        return switch (rendering) {
            case Rendering.Rendered ignored -> "rendered";
            case Rendering.Refused refused ->
                refused.errors().stream().map(InputError::code).findFirst().orElseThrow();
        };
    }

    private record Entry(String name, FileMode mode, ObjectId id) {}

    private static String order(Entry entry) {
        return entry.mode().equals(FileMode.TREE) ? entry.name() + "/" : entry.name();
    }

    private Entry application(String name, String file, FileMode mode, ObjectId id) throws IOException {
        return new Entry(name, FileMode.TREE, tree(List.of(new Entry(file, mode, id))));
    }

    private ObjectId blob(String content) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectId tree(List<Entry> entries) throws IOException {
        TreeFormatter formatter = new TreeFormatter();
        for (Entry entry : entries) {
            byte[] name = entry.name()
                    .getBytes(entry.name().contains("\u00E9") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            formatter.append(name, 0, name.length, entry.mode(), entry.id(), true);
        }
        return inserter.insert(formatter);
    }

    private Revision commit(Map<String, ObjectId> folders, ObjectId... parents) throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setParentIds(parents);
        commit.setTreeId(tree(new TreeMap<>(folders)
                .entrySet().stream()
                        .map(entry -> new Entry(entry.getKey(), FileMode.TREE, entry.getValue()))
                        .toList()));
        PersonIdent person = new PersonIdent("Test", "test@example.org");
        commit.setAuthor(person);
        commit.setCommitter(person);
        commit.setMessage("hostile\n");
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        RefUpdate update = upstream.updateRef("refs/heads/main");
        update.setNewObjectId(id);
        update.setForceUpdate(true);
        update.update();
        return new Revision(id.name());
    }

    private FleetRepository repository() throws IOException {
        Files.createDirectories(folder.resolve("state"));
        return FleetRepository.of(
                GitSettings.of("file://" + folder.resolve("upstream.git"), "main", folder.resolve("state"))
                        .withLocalAllowed(),
                "c");
    }
}
