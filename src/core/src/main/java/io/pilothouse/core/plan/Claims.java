package io.pilothouse.core.plan;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which application of a commit declares which object. What an application cannot be read to say now, it says as it
/// did before, and as long as it cannot be read nothing may be deleted anywhere: it may declare what others lost.
public final class Claims {
    /// Nobody declares anything.
    public static final Claims NONE = new Claims(new TreeMap<>());

    private final SortedMap<ApplicationKey, Claim> byApplication;
    private final Map<ResourceKey, ApplicationKey> owners;

    private record Claim(Set<ResourceKey> objects, boolean isReadable) {}

    private Claims(SortedMap<ApplicationKey, Claim> byApplication) {
        this.byApplication = Collections.unmodifiableSortedMap(byApplication);
        Map<ResourceKey, ApplicationKey> first = new HashMap<>();
        byApplication.forEach(
                (application, claim) -> claim.objects().forEach(object -> first.putIfAbsent(object, application)));
        this.owners = Collections.unmodifiableMap(first);
    }

    /// @param applications those of the commit; what others claimed is void
    /// @param readings what was read anew: all that an application declares, or nothing if it cannot be read
    /// @return the claims of a commit
    public Claims at(
            Collection<ApplicationKey> applications, Map<ApplicationKey, Optional<Set<ResourceKey>>> readings) {
        SortedMap<ApplicationKey, Claim> changed = new TreeMap<>(byApplication);
        readings.forEach((application, objects) -> changed.put(
                application,
                objects.map(read -> new Claim(Set.copyOf(read), true)).orElseGet(() -> unreadable(application))));
        changed.keySet().retainAll(new HashSet<>(applications));
        return new Claims(changed);
    }

    private Claim unreadable(ApplicationKey application) {
        return new Claim(
                Optional.ofNullable(byApplication.get(application))
                        .map(Claim::objects)
                        .orElse(Set.of()),
                false);
    }

    /// @return who declares what; of several applications the first by name
    public Map<ResourceKey, ApplicationKey> owners() {
        return owners;
    }

    /// @return those of an application's objects that another declares as well and comes first, and which that is
    public Map<ResourceKey, ApplicationKey> disputed(ApplicationKey application) {
        Map<ResourceKey, ApplicationKey> disputed = new HashMap<>();
        Optional.ofNullable(byApplication.get(application))
                .ifPresent(claim -> claim.objects().forEach(object -> {
                    ApplicationKey owner = owners.getOrDefault(object, application);
                    if (!owner.equals(application)) {
                        disputed.put(object, owner);
                    }
                }));
        return disputed;
    }

    /// @return why nothing may be deleted at this commit, a clause; empty if nothing speaks against it
    public String objection(Revision revision) {
        if (byApplication.isEmpty()) {
            return "commit " + revision.abbreviated() + " has no application at all for this cluster, which looks"
                    + " like a mistake; declare at least one, or delete by hand";
        }
        return byApplication.entrySet().stream()
                .filter(entry -> !entry.getValue().isReadable())
                .findFirst()
                .map(entry -> entry.getKey().path() + " cannot be read at commit " + revision.abbreviated()
                        + " and may declare it; correct that first")
                .orElse("");
    }
}
