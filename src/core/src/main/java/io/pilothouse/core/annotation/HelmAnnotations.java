package io.pilothouse.core.annotation;

import io.pilothouse.core.annotation.WishReader.Moments;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Helm's annotations, mapped as Argo CD maps them: there is no install and no upgrade here, only runs, so that the
/// hooks of both come in every run. Tests and hooks of a rollback are declared and never made.
record HelmAnnotations(
        Optional<Integer> wave, Optional<Moments> hook, Set<HookDelete> hookDelete, Optional<PruneWish> prune) {
    private static final String PREFIX = "helm.sh/";
    private static final String HOOK = PREFIX + "hook";

    /// Helm 2 marked definitions so; they are no hooks.
    private static final String DEFINITION = "crd-install";

    private static final Map<String, Optional<HookPhase>> EVENTS = Map.of(
            "pre-install", Optional.of(HookPhase.PRE_SYNC),
            "pre-upgrade", Optional.of(HookPhase.PRE_SYNC),
            "post-install", Optional.of(HookPhase.POST_SYNC),
            "post-upgrade", Optional.of(HookPhase.POST_SYNC),
            "pre-delete", Optional.of(HookPhase.PRE_DELETE),
            "post-delete", Optional.of(HookPhase.POST_DELETE),
            "pre-rollback", Optional.empty(),
            "post-rollback", Optional.empty(),
            "test", Optional.empty(),
            "test-success", Optional.empty());

    private static final Map<String, HookDelete> DELETE = Map.of(
            "before-hook-creation", HookDelete.BEFORE_CREATION,
            "hook-succeeded", HookDelete.SUCCEEDED,
            "hook-failed", HookDelete.FAILED);

    static HelmAnnotations read(Given given) {
        return new HelmAnnotations(
                given.number(PREFIX + "hook-weight"),
                hook(given),
                ArgoAnnotations.policies(given, PREFIX + "hook-delete-policy", DELETE),
                given.choice(PREFIX + "resource-policy", Map.of("keep", PruneWish.NEVER)));
    }

    private static Optional<Moments> hook(Given given) {
        Set<HookPhase> phases = EnumSet.noneOf(HookPhase.class);
        boolean isHook = false;
        for (String written : given.list(HOOK)) {
            String event = written.toLowerCase(Locale.ROOT);
            if (EVENTS.containsKey(event)) {
                isHook = true;
                EVENTS.get(event).ifPresent(phases::add);
            } else if (!event.equals(DEFINITION)) {
                List<String> known = new ArrayList<>(EVENTS.keySet());
                known.sort(null);
                given.unknown(HOOK, written, known);
            }
        }
        return isHook ? Optional.of(new Moments(phases, phases.isEmpty())) : Optional.empty();
    }
}
