package io.pilothouse.core.status;

import io.pilothouse.core.application.Revision;
import java.time.Instant;
import java.util.Optional;

/// What an agent knows of its Git repository.
///
/// @param branch the branch it follows
/// @param revision the newest commit it has; [Revision#NONE] before the first fetch
/// @param fetchedAt when it last heard from the Git server, whether or not there was something new
/// @param error why the last fetch failed, one sentence; empty if it did not
public record SourceStatus(String branch, Revision revision, Optional<Instant> fetchedAt, String error) {
    public static final SourceStatus NONE = new SourceStatus("", Revision.NONE, Optional.empty(), "");
}
