package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Which kinds the API server serves, in which versions, and under which path. Asks for a group and version when it is
/// first needed, again whenever a kind is missing in it, and again after [#forget], so that kinds may come, go and
/// change their versions while the agent runs.
final class Kinds {
    /// How long a kind may be missing after its definition was applied. Until then it is worth a short wait, which
    /// is what lets a definition and its objects arrive in one commit.
    private static final Duration EXPECTED = Duration.ofSeconds(10);

    private static final int LEAST_WAIT = 30;
    private static final int MORE_WAIT = 50;
    /// Where the kinds of a group went that is not served any more.
    private static final Map<String, List<String>> SUCCESSORS =
            Map.of("extensions", List.of("apps", "networking.k8s.io", "policy"));

    private final Api api;
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final Map<String, Map<String, Resource>> known = new ConcurrentHashMap<>();
    private final Map<String, Long> expected = new ConcurrentHashMap<>();

    /// @param clock nanoseconds, only forward
    Kinds(Api api, LongSupplier clock, RandomGenerator random) {
        this.api = api;
        this.clock = clock;
        this.random = random;
    }

    /// Where the objects of a kind are.
    ///
    /// @param path of the group and version, such as `/apis/apps/v1`
    /// @param plural such as `deployments`
    record Resource(KindName kind, String path, String plural, boolean isNamespaced) {
        /// @return the path of all objects, in all namespaces
        String all() {
            return path + "/" + plural;
        }

        String of(ResourceKey key) {
            return in(key) + "/" + Api.encoded(key.name());
        }

        /// @return the path of the objects beside this one
        String in(ResourceKey key) {
            String scope = isNamespaced ? "/namespaces/" + Api.encoded(key.namespace()) : "";
            return path + scope + "/" + plural;
        }
    }

    /// What is known of a kind.
    sealed interface Answer {
        /// It is served in the version that was asked for.
        record Served(Resource resource) implements Answer {}

        /// It is served, but in another version.
        record Moved(Resource resource) implements Answer {}

        /// It is not served in any version.
        record NotServed(String message) implements Answer {}

        /// The API server does not say.
        record Unknown(StepOutcome.Failure failure) implements Answer {}
    }

    /// A definition of this group was applied.
    void expect(String group) {
        expected.put(group, clock.getAsLong() + EXPECTED.toNanos());
    }

    /// Nothing answers at a path that was known: whatever was learnt of this version is old.
    void forget(KindName kind) {
        known.remove(kind.apiVersion());
    }

    /// @return whether this kind was served in this version when it was last asked for
    boolean isKnown(KindName kind) {
        Map<String, Resource> resources = known.get(kind.apiVersion());
        return resources != null && resources.containsKey(kind.kind());
    }

    /// @return where objects of this kind are, in whatever version
    Answer resolve(KindName kind) {
        Answer answer = ask(kind);
        while (answer instanceof Answer.NotServed && isExpected(kind.group())) {
            try {
                Thread.sleep(LEAST_WAIT + random.nextInt(MORE_WAIT));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Answer.Unknown(Outages.stopped());
            }
            answer = ask(kind);
        }
        return answer;
    }

    private boolean isExpected(String group) {
        Long until = expected.get(group);
        return until != null && until - clock.getAsLong() > 0;
    }

    private Answer ask(KindName kind) {
        return switch (version(kind)) {
            case Version.Failed failed -> new Answer.Unknown(failed.failure());
            case Version.Serving served ->
                served.of(kind).<Answer>map(Answer.Served::new).orElseGet(() -> elsewhere(kind));
        };
    }

    /// Looks through the other versions of the group, best first, and then where the group's kinds went. Whoever is
    /// told that a kind is not served may take its objects for gone, so every doubt is an [Answer.Unknown].
    private Answer elsewhere(KindName kind) {
        List<String> groups = new ArrayList<>(List.of(kind.group()));
        groups.addAll(SUCCESSORS.getOrDefault(kind.group(), List.of()));
        for (String group : groups) {
            switch (versions(group)) {
                case Versions.Failed failed -> {
                    return new Answer.Unknown(failed.failure());
                }
                case Versions.Of versions -> {
                    for (String version : versions.names()) {
                        Optional<Answer> answer = elsewhere(kind, group, new KindName(version, kind.kind()));
                        if (answer.isPresent()) {
                            return answer.get();
                        }
                    }
                }
            }
        }
        return new Answer.NotServed("The cluster does not know kind " + kind
                + ": install the CustomResourceDefinition that defines it, or correct apiVersion and kind.");
    }

    private Optional<Answer> elsewhere(KindName kind, String group, KindName other) {
        if (other.equals(kind)) {
            return Optional.empty();
        }
        return switch (version(other)) {
            case Version.Failed failed -> Optional.of(new Answer.Unknown(failed.failure()));
            case Version.Serving served ->
                served.of(kind)
                        .<Answer>map(resource -> group.equals(kind.group())
                                ? new Answer.Moved(resource)
                                : new Answer.NotServed("The cluster does not serve " + kind
                                        + " any more: set apiVersion to " + other.apiVersion()
                                        + ", and look up what changed with it."));
        };
    }

    private sealed interface Versions {
        record Of(List<String> names) implements Versions {}

        record Failed(StepOutcome.Failure failure) implements Versions {}
    }

    private Versions versions(String group) {
        if (group.isEmpty()) {
            return new Versions.Of(List.of());
        }
        return switch (api.get("/apis/" + Api.encoded(group))) {
            case Api.Reply.NoAnswer none -> new Versions.Failed(none.failure());
            case Api.Reply.Answer answer
            when answer.isSuccess() ->
                new Versions.Of(answer.body().items("versions").stream()
                        .filter(Json.Obj.class::isInstance)
                        .flatMap(version -> ((Json.Obj) version).text("groupVersion").stream())
                        .toList());
            case Api.Reply.Answer answer when answer.status() == 404 -> new Versions.Of(List.of());
            case Api.Reply.Answer answer ->
                new Versions.Failed(Failures.of(
                        new ResourceKey("", "APIGroup", "", group),
                        answer,
                        api.connection().server()));
        };
    }

    private sealed interface Version {
        record Serving(Map<String, Resource> resources) implements Version {
            Optional<Resource> of(KindName kind) {
                return Optional.ofNullable(resources.get(kind.kind()));
            }
        }

        record Failed(StepOutcome.Failure failure) implements Version {}
    }

    private Version version(KindName kind) {
        Map<String, Resource> old = known.get(kind.apiVersion());
        if (old != null && old.containsKey(kind.kind())) {
            return new Version.Serving(old);
        }
        String path = pathOf(kind.apiVersion());
        return switch (api.get(path)) {
            case Api.Reply.NoAnswer none -> new Version.Failed(none.failure());
            case Api.Reply.Answer answer
            when answer.isSuccess() -> {
                Map<String, Resource> resources = resources(kind.apiVersion(), path, answer.body());
                known.put(kind.apiVersion(), resources);
                yield new Version.Serving(resources);
            }
            case Api.Reply.Answer answer
            when answer.status() == 404 -> {
                known.remove(kind.apiVersion());
                yield new Version.Serving(Map.of());
            }
            case Api.Reply.Answer answer when answer.status() == 503 -> new Version.Failed(aggregated(kind));
            case Api.Reply.Answer answer ->
                new Version.Failed(Failures.of(
                        new ResourceKey("", "APIResourceList", "", kind.apiVersion()),
                        answer,
                        api.connection().server()));
        };
    }

    /// The API server passes such a question on, and whoever should answer is away.
    private static StepOutcome.Failure aggregated(KindName kind) {
        return new StepOutcome.Unreachable(
                Codes.UNREACHABLE,
                "The API server behind " + kind.apiVersion() + " does not answer: look at its APIService and the"
                        + " Service that it names; the agent tries again by itself.",
                Duration.ZERO);
    }

    private static Map<String, Resource> resources(String apiVersion, String path, Json.Obj list) {
        Map<String, Resource> resources = new HashMap<>();
        for (Json item : list.items("resources")) {
            if (item instanceof Json.Obj resource) {
                String plural = resource.text("name").orElse("");
                String name = resource.text("kind").orElse("");
                boolean isNamespaced = resource.at("namespaced")
                        .filter(new Json.Bool(true)::equals)
                        .isPresent();
                if (!plural.contains("/")) {
                    resources.put(name, new Resource(new KindName(apiVersion, name), path, plural, isNamespaced));
                }
            }
        }
        return Map.copyOf(resources);
    }

    static StepOutcome.Failure failure(ResourceKey key, Answer.NotServed answer) {
        return new StepOutcome.Rejected(Codes.UNKNOWN_KIND, key + " cannot be applied. " + answer.message());
    }

    /// A manifest is not sent in a version that is not its own: fields may have other names there.
    static StepOutcome.Failure failure(ResourceKey key, String apiVersion, Answer.Moved answer) {
        return new StepOutcome.Rejected(
                Codes.UNKNOWN_KIND,
                key + " cannot be applied. The cluster does not serve " + key.kind() + " as " + apiVersion
                        + " any more, but as " + answer.resource().kind().apiVersion()
                        + ": set apiVersion to that, and look up what changed with it.");
    }

    private static String pathOf(String apiVersion) {
        return apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
    }
}
