package io.pilothouse.core.command;

import io.pilothouse.core.application.ApplicationKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an operator asks of one cluster's agent. A small verb: it never carries desired state.
///
/// @param id unique; an agent runs an id once, however often it arrives
/// @param cluster whose agent
/// @param application which application; the whole cluster where empty
/// @param verb what to do
/// @param argument what the verb is about, as the verb says; empty for most
/// @param reason why, in the operator's words; may be empty
/// @param issuedBy the identity of the operator
/// @param timeToLive how long after it was issued an agent may still begin it; a command that arrives later expires
public record Command(
        String id,
        String cluster,
        Optional<ApplicationKey> application,
        Verb verb,
        String argument,
        String reason,
        String issuedBy,
        Duration timeToLive) {
    /// A longer argument is nobody's.
    public static final int MAX_ARGUMENT_BYTES = 1_024;

    /// The argument of an emergency's [Verb#SYNC_NOW].
    public static final String OVERRIDE_FREEZE = "override-freeze";

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /// A command without an argument.
    public Command(
            String id,
            String cluster,
            Optional<ApplicationKey> application,
            Verb verb,
            String reason,
            String issuedBy,
            Duration timeToLive) {
        this(id, cluster, application, verb, "", reason, issuedBy, timeToLive);
    }

    /// The verbs.
    public enum Verb {
        /// Fetch, render and apply now, and give up waiting for a back-off. The argument [#OVERRIDE_FREEZE]
        /// lets one application's run begin although it is frozen.
        SYNC_NOW,
        /// Stop applying and correcting until resumed; go on watching and reporting. With an instant as the
        /// argument, such as `2027-01-02T06:00:00Z`, it is a freeze, which ends then by itself.
        SUSPEND,
        /// Take up again where suspended.
        RESUME,
        /// Stop the run that is under way or waiting. What it applied stays, and the next commit begins
        /// another.
        CANCEL,
        /// Let the deletions of one plan happen that limits or kinds hold back. The argument is the plan's
        /// hash; an approval of another plan than the current one is refused, so nobody approves what they have
        /// not seen.
        APPROVE,
        /// Create again what a prune deleted. The argument names one object as `group/Kind/namespace/name`;
        /// everything that the application's last prune deleted where empty.
        UNDO
    }

    /// @return true if it is an emergency, which no freeze stops
    public boolean isOverridingFreeze() {
        return verb == Verb.SYNC_NOW && argument.equals(OVERRIDE_FREEZE);
    }

    /// @return when a freeze that it begins ends; empty if it begins none
    public Optional<Instant> freezesUntil() {
        try {
            return verb == Verb.SUSPEND && !argument.isEmpty()
                    ? Optional.of(Instant.parse(argument))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// Checks that the verb, what it is for and its argument belong together.
    ///
    /// @return why nobody can obey it, the rest of a sentence that begins with "the command"; empty if somebody can
    public Optional<String> objection() {
        if (argument.getBytes(StandardCharsets.UTF_8).length > MAX_ARGUMENT_BYTES) {
            return Optional.of("has an argument longer than 1 KiB");
        }
        return switch (verb) {
            case SYNC_NOW ->
                argument.isEmpty() || (isOverridingFreeze() && application.isPresent())
                        ? Optional.empty()
                        : Optional.of(
                                isOverridingFreeze()
                                        ? "overrides a freeze, so it must name the application"
                                        : "syncs, so its argument must be empty or " + OVERRIDE_FREEZE);
            case SUSPEND ->
                argument.isEmpty() || freezesUntil().isPresent()
                        ? Optional.empty()
                        : Optional.of("suspends, so its argument must be empty, or the instant at which a freeze ends,"
                                + " such as 2027-01-02T06:00:00Z");
            case RESUME, CANCEL ->
                argument.isEmpty() ? Optional.empty() : Optional.of("has an argument, and " + verb + " takes none");
            case APPROVE ->
                application.isEmpty()
                        ? Optional.of("approves a plan, so it must name the application")
                        : HASH.matcher(argument).matches()
                                ? Optional.empty()
                                : Optional.of("approves a plan, so its argument must be the plan's hash: 64"
                                        + " hexadecimal digits in lower case");
            case UNDO ->
                application.isEmpty()
                        ? Optional.of("undoes a prune, so it must name the application")
                        : argument.isEmpty()
                                        || argument.chars()
                                                        .filter(c -> c == '/')
                                                        .count()
                                                == 3
                                ? Optional.empty()
                                : Optional.of("undoes a prune, so its argument must be empty or name one object as"
                                        + " group/Kind/namespace/name");
        };
    }
}
