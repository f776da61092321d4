package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An object's conditions.
///
/// @param items of an array such as `status.conditions`
/// @param generation the object's
record Conditions(List<Json> items, long generation) {

    Conditions(Json.Obj live) {
        this(live.items("status", "conditions"), Course.generationOf(live));
    }

    /// One condition.
    ///
    /// @param status `True`, `False` or `Unknown`
    /// @param isStale it says that it is about an older generation than the object's
    /// @param since when its status last changed
    record Condition(
            String type, String status, String reason, String message, boolean isStale, Optional<Instant> since) {
        boolean isTrue() {
            return status.equals("True");
        }

        boolean isFalse() {
            return status.equals("False");
        }

        /// @return `Reason: message`, as far as there are any, at most 300 characters
        String evidence() {
            String text = message.isEmpty() ? reason : reason.isEmpty() ? message : reason + ": " + message;
            String told = text.isEmpty() ? type + " is " + status : text;
            return told.length() <= 300 ? told : told.substring(0, 300) + "…";
        }
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    Optional<Condition> get(String type) {
        for (Json item : items) {
            if (item instanceof Json.Obj obj && obj.text("type").orElse("").equals(type)) {
                return Optional.of(new Condition(
                        type,
                        obj.text("status").orElse("Unknown"),
                        obj.text("reason").orElse(""),
                        obj.text("message").orElse(""),
                        obj.integer(generation, "observedGeneration") < generation,
                        Writes.time(obj, "lastTransitionTime")));
            }
        }
        return Optional.empty();
    }

    Optional<Condition> ifTrue(String type) {
        return get(type).filter(Condition::isTrue);
    }

    Optional<Condition> ifFalse(String type) {
        return get(type).filter(Condition::isFalse);
    }

    /// @return true if some condition says which generation it is about
    boolean tellsGeneration() {
        return items.stream()
                .anyMatch(item -> item instanceof Json.Obj obj
                        && obj.get("observedGeneration").isPresent());
    }
}
