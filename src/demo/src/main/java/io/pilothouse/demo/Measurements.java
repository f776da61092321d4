package io.pilothouse.demo;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.demo.fleet.FleetSource;
import io.pilothouse.demo.fleet.Member;
import io.pilothouse.demo.process.Memory;
import io.pilothouse.demo.report.Figures;
import io.pilothouse.desktop.state.Hub;
import io.pilothouse.testkit.hand.Kubectl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Measures a settled fleet from outside: what it changes and what it reads goes to Git and to the API server directly,
/// so a figure does not rest on what Pilothouse says about itself. Only the detection of drift is asked of the hub.
final class Measurements {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String NAMESPACE = "shop";
    private static final String CONFIG_MAP = "storefront-region";
    private static final String COMMITTED = "measured";
    private static final String EDITED = "region.json";

    private final DemoRun run;
    private final Progress progress;

    Measurements(DemoRun run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /// @param untilSyncedSeconds what was measured on the way here
    Figures take(OptionalDouble untilSyncedSeconds) throws InterruptedException {
        OptionalDouble commit = OptionalDouble.empty();
        Drift drift = new Drift(OptionalDouble.empty(), OptionalDouble.empty());
        if (run.source() instanceof FleetSource.Example example) {
            Member member = run.members().getFirst();
            try (Kubectl kubectl = Kubectl.of(member.kubeconfig(), member.context())) {
                commit = commitToLive(example, member, kubectl);
                awaitSettled();
                drift = drift(member, kubectl);
                awaitSettled();
            }
        } else {
            progress.say("commit and drift are not measured: that would change your repository and your clusters");
        }
        return new Figures(
                untilSyncedSeconds,
                commit,
                drift.detected(),
                drift.corrected(),
                Memory.megabytes(run.hub().program().pid()),
                run.agents().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                agent -> Memory.megabytes(agent.getValue().pid()))));
    }

    private OptionalDouble commitToLive(FleetSource.Example example, Member member, Kubectl kubectl)
            throws InterruptedException {
        String path = "app/clusters/" + member.name() + "/shop/storefront/region.yaml";
        progress.say("measuring: a commit to " + path);
        long began = System.nanoTime();
        String revision = example.append(member.name(), path, "  " + COMMITTED + ": \"" + began + "\"\n")
                .id();
        tellHub();
        boolean isLive = await(() -> kubectl.configMap(NAMESPACE, CONFIG_MAP, COMMITTED)
                .filter(Long.toString(began)::equals)
                .isPresent());
        return figure(isLive, began, "commit " + revision.substring(0, 8) + " is live in " + member.name());
    }

    private record Drift(OptionalDouble detected, OptionalDouble corrected) {}

    private Drift drift(Member member, Kubectl kubectl) throws InterruptedException {
        progress.say("measuring: a change by hand in " + member.name());
        ApplicationKey application = new ApplicationKey(member.name(), Layer.APP, NAMESPACE, "storefront");
        long before = run.fleet().snapshot().sequence();
        String byHand = "{\"region\": \"changed by hand\"}";
        long began = System.nanoTime();
        kubectl.editConfigMap(NAMESPACE, CONFIG_MAP, EDITED, byHand);
        OptionalDouble[] seen = {OptionalDouble.empty(), OptionalDouble.empty()};
        await(() -> {
            if (seen[0].isEmpty() && isRecorded(application, before)) {
                seen[0] = figure(true, began, "the hub has recorded it as drift");
            }
            if (seen[1].isEmpty()
                    && kubectl.configMap(NAMESPACE, CONFIG_MAP, EDITED)
                            .filter(byHand::equals)
                            .isEmpty()) {
                seen[1] = figure(true, began, "it is undone");
            }
            return seen[0].isPresent() && seen[1].isPresent();
        });
        return new Drift(seen[0], seen[1]);
    }

    private boolean isRecorded(ApplicationKey application, long before) {
        Hub.DriftPage page = run.link().drift(Hub.DriftQuery.of(application)).join();
        return page.events().stream().anyMatch(event -> event.sequence() > before);
    }

    private void awaitSettled() throws InterruptedException {
        try {
            run.fleet().await(snapshot -> run.report().isSettled(), PATIENCE);
        } catch (TimeoutException e) {
            progress.say("the fleet did not settle again within " + PATIENCE.toSeconds() + " s");
        }
    }

    /// Does what a Git server's webhook does.
    private void tellHub() throws InterruptedException {
        URI hook = URI.create("http://" + run.hub().http() + "/hooks/git");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(hook)
                    .timeout(PATIENCE)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            progress.say("the hub's webhook did not answer (" + e.getMessage() + "): the agents find it by themselves");
        }
    }

    private OptionalDouble figure(boolean isMeasured, long began, String what) {
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!isMeasured) {
            progress.say("not so after %.0f s: %s".formatted(seconds, what));
            return OptionalDouble.empty();
        }
        progress.say("%s after %.2f s".formatted(what, seconds));
        return OptionalDouble.of(seconds);
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }
}
