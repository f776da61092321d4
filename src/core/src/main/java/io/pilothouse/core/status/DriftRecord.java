package io.pilothouse.core.status;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Instant;
import java.util.List;

/// Something changed one of our objects by another way than Git, and what became of it: a line of history that stays.
///
/// @param application the owner
/// @param object which object
/// @param revision the commit it was compared with
/// @param action what the agent did about it
/// @param fields the fields that differed, at most [ObjectStatus#MAX_DRIFT]
/// @param seenAt when the agent saw it, by the agent's clock
/// @param repairMillis milliseconds from seeing it to the API server's answer to the correction; 0 unless corrected
public record DriftRecord(
        ApplicationKey application,
        ResourceKey object,
        Revision revision,
        Action action,
        List<FieldDrift> fields,
        Instant seenAt,
        long repairMillis) {

    /// What was done.
    public enum Action {
        /// Seen and left as it is: the policy is to notify, or the application is suspended.
        NOTED,
        /// Made as Git says again.
        CORRECTED,
        /// Correcting was tried and refused; the application's message says why.
        FAILED
    }

    public DriftRecord {
        fields = List.copyOf(fields);
    }
}
