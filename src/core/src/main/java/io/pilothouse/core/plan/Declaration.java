package io.pilothouse.core.plan;

import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Everything a commit declares of an application, by what becomes of it.
///
/// @param objects applied and kept up
/// @param hooks made at moments of a run
/// @param skipped declared, and neither written nor deleted
/// @param isLeaving the application left the repository; its hooks are those that it left behind
public record Declaration(List<Desired> objects, List<Desired> hooks, Set<ResourceKey> skipped, boolean isLeaving) {

    public Declaration {
        objects = List.copyOf(objects);
        hooks = List.copyOf(hooks);
        skipped = Set.copyOf(skipped);
    }

    public static Declaration of(List<Desired> all) {
        List<Desired> objects = new ArrayList<>();
        List<Desired> hooks = new ArrayList<>();
        Set<ResourceKey> skipped = new LinkedHashSet<>();
        for (Desired one : all) {
            if (one.wishes().isSkipped()) {
                skipped.add(one.key());
            } else {
                (one.wishes().isHook() ? hooks : objects).add(one);
            }
        }
        return new Declaration(objects, hooks, skipped, false);
    }

    /// @param hooks what is made before and after its objects are deleted
    public static Declaration leaving(List<Desired> hooks) {
        return new Declaration(List.of(), hooks, Set.of(), true);
    }

    /// Names the content: the same objects and hooks are the same run, whichever commit declares them.
    public Digest run() {
        TreeMap<ResourceKey, String> digests = new TreeMap<>();
        objects.forEach(one -> digests.put(one.key(), one.digest().hex()));
        hooks.forEach(one -> digests.put(one.key(), one.digest().hex()));
        return Digest.of((isLeaving ? "leaving " : "") + digests);
    }

    /// @return everything that is declared, in whatever way, and so did not leave the application
    public Set<ResourceKey> keys() {
        Set<ResourceKey> keys = new HashSet<>(skipped);
        objects.forEach(one -> keys.add(one.key()));
        hooks.forEach(one -> keys.add(one.key()));
        return keys;
    }

    /// @return the hooks of one moment
    public List<Desired> hooksAt(HookPhase phase) {
        return hooks.stream()
                .filter(hook -> hook.wishes().hooks().contains(phase))
                .toList();
    }

    /// @return the hooks to remember for the day the application leaves
    public List<Json.Obj> farewell() {
        return hooks.stream()
                .filter(hook -> hook.wishes().hooks().contains(HookPhase.PRE_DELETE)
                        || hook.wishes().hooks().contains(HookPhase.POST_DELETE))
                .map(hook -> hook.manifest().content())
                .toList();
    }
}
