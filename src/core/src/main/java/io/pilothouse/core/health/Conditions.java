package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// An object's `status.conditions`.
record Conditions(Json.Obj live) {

    /// One condition.
    ///
    /// @param status `True`, `False` or `Unknown`
    record Condition(String type, String status, String reason, String message) {
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

    Optional<Condition> get(String type) {
        for (Json item : live.items("status", "conditions")) {
            if (item instanceof Json.Obj obj && obj.text("type").orElse("").equals(type)) {
                return Optional.of(new Condition(
                        type,
                        obj.text("status").orElse("Unknown"),
                        obj.text("reason").orElse(""),
                        obj.text("message").orElse("")));
            }
        }
        return Optional.empty();
    }

    Optional<Condition> ifTrue(String type) {
        return get(type).filter(Condition::isTrue);
    }
}
