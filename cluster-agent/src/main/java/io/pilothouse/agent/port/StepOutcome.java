package io.pilothouse.agent.port;

import io.pilothouse.core.json.Json;
import java.time.Duration;
import java.util.List;

/// What came of one request that changes the cluster. Expected failures are values, each with a stable code and
/// one sentence that says what to do next.
public sealed interface StepOutcome {

    /// It is as declared now.
    ///
    /// @param isCreated it was not there before
    /// @param live the object after the apply
    record Applied(boolean isCreated, Json.Obj live) implements StepOutcome {
        /// Without the object, which may be a secret.
        @Override
        public String toString() {
            return "Applied[isCreated=" + isCreated + "]";
        }
    }

    /// It is deleted or being deleted; also if it was not there any more.
    record Deleted() implements StepOutcome {}

    /// It did not come to be.
    sealed interface Failure extends StepOutcome {
        /// @return stable code, see [Codes]
        String code();

        /// @return one sentence
        String message();
    }

    /// Another manager owns fields that Git declares.
    record Conflict(String code, String message, List<Owned> fields) implements Failure {
        public Conflict {
            fields = List.copyOf(fields);
        }

        /// @param field such as `.spec.replicas`
        /// @param manager who owns it
        public record Owned(String field, String manager) {}
    }

    /// The API server will not have it as it is; the same again will fail again until something changes.
    record Rejected(String code, String message) implements Failure {}

    /// The agent may not.
    record Forbidden(String code, String message) implements Failure {}

    /// There is no answer, or one that says to come again.
    ///
    /// @param retryAfter how long the API server asked to wait; zero if it did not say
    record Unreachable(String code, String message, Duration retryAfter) implements Failure {}
}
