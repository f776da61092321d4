package io.pilothouse.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// What is drift, and what is left to others, after any history of writes by anybody.
class OwnershipPropertiesTest {
    private static final List<String> FIELDS = List.of("a", "b", "c", "d");
    private static final List<String> VALUES = List.of("0", "1");
    private static final Fingerprints FINGERPRINTS = new Fingerprints(new byte[32]);

    private final ModelServer server = new ModelServer();
    private final Map<String, String> git = new TreeMap<>();

    private void makeHistory(Random random) {
        for (String field : FIELDS) {
            if (random.nextInt(4) > 0) {
                git.put(field, pick(random, VALUES));
            }
        }
        server.apply(ModelServer.US, random.nextInt(3) > 0 ? git : some(random), true);
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> server.apply("argocd", some(random), random.nextBoolean());
                case 1 -> server.delete(pick(random, FIELDS));
                case 2 -> server.apply(ModelServer.US, random.nextBoolean() ? git : some(random), true);
                default -> server.update("kubectl-edit", pick(random, FIELDS), pick(random, VALUES));
            }
        }
    }

    private static Map<String, String> some(Random random) {
        Map<String, String> some = new TreeMap<>();
        FIELDS.stream().filter(_ -> random.nextBoolean()).forEach(field -> some.put(field, pick(random, VALUES)));
        return some;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Manifest manifest() {
        Manifest empty = JsonText.manifest("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'}}");
        return new Manifest(empty.key(), "v1", empty.content().with("data", Json.ofTexts(git)), empty.origin());
    }

    private List<FieldDrift> drift() {
        return Comparison.compare(manifest(), server.live(), Baseline.NONE, FINGERPRINTS);
    }

    @RepeatedTest(400)
    void callsDriftExactlyWhatAnApplyWouldChange(RepetitionInfo run) {
        // Given
        makeHistory(new Random(run.getCurrentRepetition()));
        Map<String, String> before = new TreeMap<>(server.data);
        Set<String> ours = server.ownedBy(ModelServer.US);
        List<FieldDrift> drift = drift();
        // When
        server.apply(ModelServer.US, git, true);
        // Then
        Set<String> touched = new TreeSet<>(FIELDS);
        touched.removeIf(field -> Objects.equals(before.get(field), server.data.get(field))
                && ours.contains(field) == server.ownedBy(ModelServer.US).contains(field));
        assertThat(drift.stream().map(field -> field.path().substring("/data/".length())))
                .containsExactlyInAnyOrderElementsOf(touched);
        assertThat(drift()).isEmpty();
    }

    @RepeatedTest(400)
    void blamesTheManagersThatTheServerWouldBlame(RepetitionInfo run) {
        // Given
        makeHistory(new Random(run.getCurrentRepetition()));
        List<FieldDrift> drift = drift();
        // When
        Set<String> conflicts = server.apply(ModelServer.US, git, false);
        // Then
        assertThat(drift.stream()
                        .filter(field -> field.kind() == DriftKind.CHANGED
                                && !field.live().isEmpty())
                        .filter(field ->
                                !field.desired().isEmpty() && !field.manager().isEmpty())
                        .map(field -> field.path().substring("/data/".length()))
                        .collect(Collectors.toSet()))
                .isEqualTo(conflicts);
    }

    @RepeatedTest(400)
    void leavesConcededFieldsAsTheyAreAndMakesTheOthersAsGitSays(RepetitionInfo run) {
        // Given
        Random random = new Random(run.getCurrentRepetition());
        makeHistory(random);
        Predicate<String> isConceded = conceded(random);
        Map<String, String> before = new TreeMap<>(server.data);
        Map<String, Set<String>> owners = new TreeMap<>();
        server.owners.forEach((field, managers) -> owners.put(field, new TreeSet<>(managers)));
        // When
        server.apply(ModelServer.US, sent(isConceded), true);
        // Then
        for (String field : git.keySet()) {
            if (isConceded.test("/data/" + field)) {
                assertThat(server.data.get(field)).isEqualTo(before.get(field));
                Set<String> others = new TreeSet<>(owners.getOrDefault(field, Set.of()));
                boolean wasOursAlone = others.remove(ModelServer.US) && others.isEmpty();
                assertThat(server.ownedBy(ModelServer.US).contains(field)).isEqualTo(wasOursAlone);
            } else {
                assertThat(server.data.get(field)).isEqualTo(git.get(field));
                assertThat(server.ownedBy(ModelServer.US)).contains(field);
            }
        }
        Map<String, String> after = new TreeMap<>(server.data);
        server.apply(ModelServer.US, sent(isConceded), true);
        assertThat(server.data).isEqualTo(after);
    }

    @RepeatedTest(200)
    void neverMeetsAConflictOverAConcededField(RepetitionInfo run) {
        // Given
        Random random = new Random(run.getCurrentRepetition());
        makeHistory(random);
        // When
        Set<String> conflicts = server.apply(ModelServer.US, sent(_ -> true), false);
        // Then
        assertThat(conflicts).isEmpty();
    }

    private static Predicate<String> conceded(Random random) {
        Set<String> fields = FIELDS.stream()
                .filter(_ -> random.nextBoolean())
                .map(field -> "/data/" + field)
                .collect(Collectors.toSet());
        return fields::contains;
    }

    private Map<String, String> sent(Predicate<String> isConceded) {
        Map<String, String> sent = new TreeMap<>();
        Concession.of(manifest(), server.live(), isConceded)
                .content()
                .object("data")
                .fields()
                .forEach((field, value) -> sent.put(field, ((Json.Text) value).value()));
        return sent;
    }
}
