package io.pilothouse.agent.local;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the command line asks a running agent: one line of words, with tabs between them.
///
/// @param what what to say
/// @param isJson for scripts; for people otherwise
/// @param application path of the application that it is about, such as `app/shop/web`; empty for all
/// @param revision commit id to plan for; empty for the one in force
public record LocalRequest(What what, boolean isJson, String application, String revision) {
    /// Longer lines are no requests.
    static final int MAX_BYTES = 4_096;

    /// What can be asked.
    public enum What {
        /// How everything stands.
        STATUS,
        /// What a sync would do.
        PLAN
    }

    String line() {
        return String.join("\t", what.name().toLowerCase(Locale.ROOT), isJson ? "json" : "text", application, revision);
    }

    /// @return the request; empty if the line is none
    static Optional<LocalRequest> of(String line) {
        List<String> words = List.of(line.split("\t", -1));
        if (words.size() != 4) {
            return Optional.empty();
        }
        return switch (words.get(0)) {
            case "status" -> Optional.of(of(What.STATUS, words));
            case "plan" -> Optional.of(of(What.PLAN, words));
            default -> Optional.empty();
        };
    }

    private static LocalRequest of(What what, List<String> words) {
        return new LocalRequest(what, words.get(1).equals("json"), words.get(2), words.get(3));
    }
}
