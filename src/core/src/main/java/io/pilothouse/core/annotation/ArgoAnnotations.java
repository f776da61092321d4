package io.pilothouse.core.annotation;

import io.pilothouse.core.annotation.WishReader.Moments;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Argo CD's annotations, as its user guide has them (sync phases and waves, sync options, compare options).
record ArgoAnnotations(
        Optional<Integer> wave, Optional<Moments> hook, Set<HookDelete> hookDelete, Set<String> options) {
    private static final String PREFIX = "argocd.argoproj.io/";
    private static final String SKIP = "Skip";
    private static final String SYNC_OPTIONS = PREFIX + "sync-options";
    private static final String COMPARE_OPTIONS = PREFIX + "compare-options";
    private static final Map<String, HookDelete> DELETE = Map.of(
            "BeforeHookCreation", HookDelete.BEFORE_CREATION,
            "HookSucceeded", HookDelete.SUCCEEDED,
            "HookFailed", HookDelete.FAILED);

    /// Those without an effect here say what is done anyway: everything is applied server-side and validated, and
    /// pruned last.
    private static final List<String> KNOWN_OPTIONS = List.of(
            "Prune=false",
            "Prune=true",
            "Prune=confirm",
            "Delete=false",
            "Delete=true",
            "Delete=confirm",
            "Replace=true",
            "Replace=false",
            "Force=true",
            "Force=false",
            "SkipDryRunOnMissingResource=true",
            "SkipDryRunOnMissingResource=false",
            "PruneLast=true",
            "PruneLast=false",
            "Validate=true",
            "Validate=false",
            "ServerSideApply=true",
            "ServerSideApply=false",
            "ClientSideApplyMigration=true",
            "ClientSideApplyMigration=false");

    /// None changes what is compared here: the API server's own view is compared, field by declared field.
    private static final List<String> KNOWN_COMPARISONS = List.of(
            "IgnoreExtraneous",
            "ServerSideDiff=true",
            "ServerSideDiff=false",
            "IncludeMutationWebhook=true",
            "IncludeMutationWebhook=false");

    static ArgoAnnotations read(Given given) {
        known(given, COMPARE_OPTIONS, KNOWN_COMPARISONS);
        return new ArgoAnnotations(
                given.number(PREFIX + "sync-wave"),
                hook(given, PREFIX + "hook"),
                hookDelete(given, PREFIX + "hook-delete-policy"),
                known(given, SYNC_OPTIONS, KNOWN_OPTIONS));
    }

    private static Set<String> known(Given given, String name, List<String> known) {
        Set<String> options = new HashSet<>();
        for (String option : given.list(name)) {
            if (known.contains(option)) {
                options.add(option);
            } else {
                given.unknown(name, option, known);
            }
        }
        return options;
    }

    /// `Skip` beside another moment has no effect.
    static Optional<Moments> hook(Given given, String name) {
        Set<HookPhase> phases = EnumSet.noneOf(HookPhase.class);
        boolean isSkipped = false;
        for (String written : given.list(name)) {
            Optional<HookPhase> phase = HookPhase.of(written);
            phase.ifPresent(phases::add);
            if (written.equals(SKIP)) {
                isSkipped = true;
            } else if (phase.isEmpty()) {
                List<String> known = new ArrayList<>(HookPhase.names());
                known.add(SKIP);
                given.unknown(name, written, known);
            }
        }
        return phases.isEmpty() && !isSkipped ? Optional.empty() : Optional.of(new Moments(phases, phases.isEmpty()));
    }

    static Set<HookDelete> hookDelete(Given given, String name) {
        return policies(given, name, DELETE);
    }

    static Set<HookDelete> policies(Given given, String name, Map<String, HookDelete> meanings) {
        Set<HookDelete> policies = EnumSet.noneOf(HookDelete.class);
        for (String written : given.list(name)) {
            HookDelete policy = meanings.get(written);
            if (policy == null) {
                given.unknown(name, written, meanings.keySet().stream().sorted().toList());
            } else {
                policies.add(policy);
            }
        }
        return policies;
    }

    Optional<PruneWish> prune() {
        return wish("Prune");
    }

    Optional<PruneWish> removal() {
        return wish("Delete");
    }

    private Optional<PruneWish> wish(String option) {
        if (options.contains(option + "=false")) {
            return Optional.of(PruneWish.NEVER);
        }
        return options.contains(option + "=confirm") ? Optional.of(PruneWish.CONFIRM) : Optional.empty();
    }

    Optional<ApplyMode> apply() {
        if (options.contains("Force=true")) {
            return Optional.of(ApplyMode.FORCE);
        }
        return options.contains("Replace=true") ? Optional.of(ApplyMode.REPLACE) : Optional.empty();
    }

    boolean isDryRunOptional() {
        return options.contains("SkipDryRunOnMissingResource=true");
    }
}
