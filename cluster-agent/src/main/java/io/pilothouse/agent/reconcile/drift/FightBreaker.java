package io.pilothouse.agent.reconcile.drift;

import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.tolerance.Penalty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Remembers which fields were put right and how often lately, and says which ones are left alone for a while because
/// somebody else changes them for ever; see [Penalty]. Each field is judged by itself. A restart forgets it all, and
/// then a fight goes five more rounds. Belongs to one thread.
final class FightBreaker {
    /// Of more fields than these, those that were in the least trouble are forgotten.
    static final int MOST_FIELDS = 2_000;

    private static final Duration MEMORY = Penalty.HALF_LIFE.multipliedBy(6);

    private final Map<Field, Past> pasts = new HashMap<>();

    private record Field(ResourceKey object, String path) {}

    private record Past(Penalty penalty, Instant firstSeen, Instant lastSeen, int corrections) {
        Past with(Penalty changed, Instant now) {
            return new Past(changed, firstSeen, now, corrections);
        }
    }

    /// @return those of the differing fields that are not to be corrected now
    List<Truce> truces(ResourceKey object, List<FieldDrift> fields, Instant now) {
        List<Truce> truces = new ArrayList<>();
        for (FieldDrift field : fields) {
            Past past = pastOf(object, field, now);
            Penalty penalty = past.penalty().due(now);
            pasts.put(new Field(object, field.path()), past.with(penalty, now));
            if (penalty.isSuppressed()) {
                truces.add(new Truce(withHistory(object, field, now), penalty.until()));
            }
        }
        return truces;
    }

    /// Counts a correction of each of the fields.
    void corrected(ResourceKey object, List<FieldDrift> fields, Instant now) {
        for (FieldDrift field : fields) {
            Past past = pastOf(object, field, now);
            pasts.put(
                    new Field(object, field.path()),
                    new Past(past.penalty().corrected(now), past.firstSeen(), now, past.corrections() + 1));
        }
    }

    /// @return the field with what is remembered of it
    FieldDrift withHistory(ResourceKey object, FieldDrift field, Instant now) {
        Past past = pastOf(object, field, now);
        return field.since(past.firstSeen(), past.corrections());
    }

    private Past pastOf(ResourceKey object, FieldDrift field, Instant now) {
        return pasts.computeIfAbsent(new Field(object, field.path()), _ -> new Past(Penalty.NONE, now, now, 0));
    }

    /// Forgets what is old, and what is too much.
    void tidy(Instant now) {
        pasts.values().removeIf(past -> past.lastSeen().plus(MEMORY).isBefore(now));
        if (pasts.size() > MOST_FIELDS) {
            Comparator<Map.Entry<Field, Past>> leastTrouble = Comparator.comparingDouble(
                    entry -> entry.getValue().penalty().at(now).points());
            pasts.entrySet().stream()
                    .sorted(leastTrouble.thenComparing(entry -> entry.getValue().lastSeen()))
                    .limit(pasts.size() - MOST_FIELDS)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(pasts::remove);
        }
    }

    /// @return how many fields are remembered
    int size() {
        return pasts.size();
    }
}
