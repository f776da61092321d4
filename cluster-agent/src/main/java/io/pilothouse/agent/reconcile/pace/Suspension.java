package io.pilothouse.agent.reconcile.pace;

import io.pilothouse.core.command.Command;
import io.pilothouse.core.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// That an operator stopped something: for good, or until an instant, which is a freeze.
///
/// @param by who
/// @param reason why, in their words; may be empty
/// @param at when
/// @param command the id of the command
/// @param until when it ends by itself; empty if somebody has to end it
record Suspension(String by, String reason, String at, String command, Optional<Instant> until) {

    static Suspension of(Command command, Instant now) {
        return new Suspension(
                command.issuedBy(), command.reason(), now.toString(), command.id(), command.freezesUntil());
    }

    /// What an agent of before did not write is empty; an end that nobody can read is none.
    static Suspension read(Json.Obj stored) {
        return new Suspension(
                stored.text("by").orElse(""),
                stored.text("reason").orElse(""),
                stored.text("at").orElse(""),
                stored.text("command").orElse(""),
                stored.text("until").flatMap(Suspension::instant));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    Json.Obj written() {
        Map<String, String> texts = new TreeMap<>(Map.of("by", by, "reason", reason, "at", at, "command", command));
        until.ifPresent(end -> texts.put("until", end.toString()));
        return Json.ofTexts(texts);
    }

    boolean isInForce(Instant now) {
        return until.map(now::isBefore).orElse(true);
    }

    boolean isFreeze() {
        return until.isPresent();
    }

    /// @param what the subject of the sentence
    String explain(String what) {
        String who = by.isEmpty() ? "" : " by " + by;
        String why = reason.isEmpty() ? "" : " (" + reason + ")";
        return what + (isFreeze() ? " was frozen" : " was suspended") + who + " at " + at + why
                + ": nothing is applied or corrected until "
                + until.map(Instant::toString).orElse("it is resumed") + ".";
    }
}
