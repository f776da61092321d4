package io.pilothouse.core.window;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import java.time.Instant;
import java.util.Optional;

/// A time in which the repository lets nothing be written: for the whole cluster, or for one namespace.
///
/// @param namespace of which the applications stand still; empty for the whole cluster
/// @param from its first instant
/// @param until its end, which is no longer in it
/// @param reason why, for the people who wait
/// @param origin where it is declared
public record Freeze(Optional<String> namespace, Instant from, Instant until, String reason, Origin origin) {

    /// @return true if it is in force
    public boolean isInForce(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    /// @return true if the application stands still while it is in force
    public boolean isAbout(ApplicationKey application) {
        return namespace
                .map(name -> application.layer() == Layer.APP
                        && application.namespace().equals(name))
                .orElse(true);
    }

    /// @return its beginning or its end, whichever is next; empty if it is over
    public Optional<Instant> nextChange(Instant now) {
        return now.isBefore(from) ? Optional.of(from) : now.isBefore(until) ? Optional.of(until) : Optional.empty();
    }

    /// @return one sentence: what, who, why, until when
    public String explain() {
        return origin + " freezes " + namespace.map(name -> "namespace " + name).orElse("the whole cluster") + " until "
                + until + " (" + reason + ").";
    }
}
