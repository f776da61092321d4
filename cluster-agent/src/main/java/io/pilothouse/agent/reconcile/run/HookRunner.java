package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.agent.reconcile.health.HealthKeeper;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.annotation.HookDelete;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.hook.HookKey;
import io.pilothouse.core.hook.HookProgress;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.core.plan.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Makes the hooks of one run and follows each to its end. A hook carries in the cluster which run made it, so that an
/// agent that is restarted finds it again instead of making another. Belongs to the application's owner.
final class HookRunner {
    /// Names the run and the moment that made a hook.
    static final String MARK = "pilothouse.io/hook-run";

    private final ApplicationKey application;
    private final Context context;
    private final ObjectTable table;
    private final Steps steps;
    private final Map<HookKey, Hook> hooks = new TreeMap<>();

    /// @param progress empty until it is made; before that, another of its name may have to go
    private record Hook(Desired desired, Optional<HookProgress> progress) {
        Hook at(HookProgress next) {
            return new Hook(desired, Optional.of(next));
        }
    }

    HookRunner(ApplicationKey application, Context context, ObjectTable table, Steps steps) {
        this.steps = steps;
        this.application = application;
        this.context = context;
        this.table = table;
    }

    void reset() {
        hooks.clear();
    }

    /// Makes a hook, as soon as nothing of its name is in the way any more.
    ///
    /// @return why it cannot be made
    Optional<StepOutcome.Failure> begin(Step.Hook step) {
        hooks.put(step.hook(), new Hook(step.desired(), Optional.empty()));
        context.cluster().watch(KindName.of(step.desired()));
        return make(step.hook());
    }

    /// Makes those that had to wait for another of their name to go.
    ///
    /// @return why some cannot be made
    Map<HookKey, StepOutcome.Failure> advance() {
        Map<HookKey, StepOutcome.Failure> failures = new TreeMap<>();
        for (HookKey key : List.copyOf(hooks.keySet())) {
            if (hook(key).progress().isEmpty()) {
                make(key).ifPresent(failure -> failures.put(key, failure));
            }
        }
        return failures;
    }

    /// Minds one no more.
    void abandon(HookKey key) {
        hooks.remove(key);
    }

    private Optional<StepOutcome.Failure> make(HookKey key) {
        Desired desired = hook(key).desired();
        return switch (context.cluster().look(key.object(), desired.apiVersion())) {
            case Cluster.Look.Failed failed -> Optional.of(failed.failure());
            case Cluster.Look.Missing _ -> apply(key, desired);
            case Cluster.Look.Found found -> replace(key, desired, found.live());
        };
    }

    private Optional<StepOutcome.Failure> replace(HookKey key, Desired desired, Json.Obj live) {
        boolean isOurs =
                live.text("metadata", "labels", Ownership.LABEL).orElse("").equals(Ownership.mark(application));
        boolean isTerminating = live.at("metadata", "deletionTimestamp").isPresent();
        HookProgress progress = progress(key, live).at(context.now());
        if (isTerminating) {
            return Optional.empty();
        }
        if (!isOurs) {
            return Optional.of(new StepOutcome.Rejected(
                    Codes.HOOK,
                    "The " + key + " cannot be made, because an object of that name is there that this application did"
                            + " not make: rename the hook, or delete the object."));
        }
        if (isOfThisRun(key, live) && !(progress instanceof HookProgress.Failed)) {
            hooks.put(key, hook(key).at(progress));
            return Optional.empty();
        }
        if (!desired.wishes().hookDelete().contains(HookDelete.BEFORE_CREATION)) {
            return apply(key, desired);
        }
        StepOutcome outcome = tenant().delete(
                        key.object(),
                        desired.apiVersion(),
                        live.text("metadata", "uid").orElse(""));
        return outcome instanceof StepOutcome.Failure failure ? Optional.of(failure) : Optional.empty();
    }

    private Optional<StepOutcome.Failure> apply(HookKey key, Desired desired) {
        return switch (tenant().apply(marked(desired.manifest(), table.hooks().mark(key)), ApplyMode.APPLY, false)) {
            case StepOutcome.Applied applied -> {
                table.made(desired, applied.live());
                steps.made(desired.key());
                hooks.put(key, hook(key).at(progress(key, applied.live())));
                yield Optional.empty();
            }
            case StepOutcome.Failure failure -> Optional.of(failure);
            case StepOutcome.Deleted _ -> throw new IllegalStateException("an apply does not delete");
        };
    }

    private static Manifest marked(Manifest manifest, String mark) {
        Json.Obj metadata = manifest.content().object("metadata");
        Json.Obj annotations = metadata.object("annotations").with(MARK, new Json.Text(mark));
        return new Manifest(
                manifest.key(),
                manifest.apiVersion(),
                manifest.content().with("metadata", metadata.with("annotations", annotations)),
                manifest.origin());
    }

    private boolean isOfThisRun(HookKey key, Json.Obj live) {
        return live.text("metadata", "annotations", MARK)
                .filter(table.hooks().mark(key)::equals)
                .isPresent();
    }

    private HookProgress progress(HookKey key, Json.Obj live) {
        Optional<Verdict> before = Optional.ofNullable(hooks.get(key))
                .flatMap(Hook::progress)
                .flatMap(known -> known instanceof HookProgress.Running running
                        ? Optional.of(running.verdict())
                        : Optional.empty());
        HealthKeeper health = table.health();
        Verdict verdict = health.assess(key.object(), live, before);
        return health.isRuled(key.object(), live)
                ? HookProgress.judged(live, verdict)
                : HookProgress.of(key.object(), live, verdict);
    }

    private Optional<HookProgress> progressOf(HookKey key) {
        return Optional.ofNullable(hooks.get(key)).flatMap(this::progressOf);
    }

    private Optional<HookProgress> progressOf(Hook hook) {
        return hook.progress().map(progress -> progress.at(context.now()));
    }

    /// @return when one that was under way at a moment counts as stuck, if nothing else is seen of it
    Instant nextChange(Instant after) {
        return hooks.values().stream()
                .flatMap(hook -> hook.progress().stream())
                .map(progress -> progress.at(after))
                .flatMap(progress -> progress instanceof HookProgress.Running running
                        ? running.verdict().later().stream()
                        : Stream.empty())
                .map(Verdict.Later::at)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private Hook hook(HookKey key) {
        return Optional.ofNullable(hooks.get(key)).orElseThrow();
    }

    /// A watch saw an object, or that it is gone.
    void sighted(ResourceKey object, Optional<Json.Obj> live) {
        for (Map.Entry<HookKey, Hook> entry : new TreeMap<>(hooks).entrySet()) {
            HookKey key = entry.getKey();
            boolean isUnderWay = progressOf(entry.getValue())
                    .filter(progress -> progress instanceof HookProgress.Running)
                    .isPresent();
            if (!key.object().equals(object) || !isUnderWay) {
                continue;
            }
            if (live.isEmpty()) {
                hooks.put(key, entry.getValue().at(new HookProgress.Failed("it was deleted before it ended")));
            } else if (isOfThisRun(key, live.get())) {
                hooks.put(key, entry.getValue().at(progress(key, live.get())));
            }
        }
    }

    /// @return true if it has come to an end, a good or a bad one
    boolean isOver(HookKey key) {
        return progressOf(key)
                .filter(progress -> !(progress instanceof HookProgress.Running))
                .isPresent();
    }

    /// @return how those that are not over stand, in words; empty if all are over
    Optional<String> underWay() {
        return hooks.entrySet().stream()
                .filter(entry -> !isOver(entry.getKey()))
                .findFirst()
                .map(entry -> "The " + entry.getKey() + " is "
                        + progressOf(entry.getValue())
                                .map(progress -> progress instanceof HookProgress.Running running
                                                && !running.evidence().isEmpty()
                                        ? "under way (" + running.evidence() + ")."
                                        : "under way.")
                                .orElse("to be made once the one before it is gone."));
    }

    /// @return those that came to a bad end, with the reason
    Map<HookKey, StepOutcome.Failure> failed() {
        Map<HookKey, StepOutcome.Failure> failed = new TreeMap<>();
        hooks.forEach((key, hook) -> {
            if (progressOf(hook).orElse(null) instanceof HookProgress.Failed bad) {
                failed.put(
                        key,
                        new StepOutcome.Rejected(
                                Codes.HOOK,
                                "The " + key + " failed" + (bad.evidence().isEmpty() ? "" : " (" + bad.evidence() + ")")
                                        + "."));
            }
        });
        return failed;
    }

    /// Takes down for good which came to a good end, before any of them is deleted.
    ///
    /// @return true if there is one
    boolean note() {
        hooks.forEach((key, hook) -> {
            if (progressOf(hook)
                    .filter(progress -> progress instanceof HookProgress.Succeeded)
                    .isPresent()) {
                table.keep(table.hooks().with(key));
            }
        });
        return hooks.keySet().stream().anyMatch(this::isOver);
    }

    /// Deletes those that ended and ask to be deleted then. What cannot be deleted now goes before it is made
    /// again, or with the application.
    void tidy() {
        hooks.values().forEach(hook -> {
            boolean isDue = progressOf(hook)
                    .map(progress -> switch (progress) {
                        case HookProgress.Running _ -> false;
                        case HookProgress.Succeeded _ ->
                            hook.desired().wishes().hookDelete().contains(HookDelete.SUCCEEDED);
                        case HookProgress.Failed _ ->
                            hook.desired().wishes().hookDelete().contains(HookDelete.FAILED);
                    })
                    .orElse(false);
            if (isDue) {
                delete(hook.desired());
            }
        });
    }

    private Tenant tenant() {
        return table.tenantOf(context.cluster());
    }

    /// Deletes whatever is left of hooks: nobody will make them again.
    void sweep(Iterable<Desired> all) {
        all.forEach(this::delete);
    }

    private void delete(Desired desired) {
        ResourceKey key = desired.key();
        String uid = Optional.ofNullable(table.entries().get(key))
                .map(entry -> entry.uid())
                .orElse("");
        if (uid.isEmpty()) {
            table.strike(key);
        } else if (tenant().delete(key, desired.apiVersion(), uid) instanceof StepOutcome.Deleted) {
            table.strike(key);
            table.forget(key);
        }
    }
}
