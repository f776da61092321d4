package io.pilothouse.agent.port;

import io.pilothouse.core.explain.Answer;
import io.pilothouse.core.explain.Question;
import java.time.Duration;

/// Answers what people ask of the agent, wherever they ask it from. Asking changes nothing in the cluster.
public interface Explainer {

    /// Answers, as far as that is possible in the time. Blocks; safe from any thread.
    ///
    /// @param within how long the caller will wait
    /// @throws InterruptedException if the caller no longer wants to know
    Reply explain(Question question, Duration within) throws InterruptedException;

    /// What came of a question.
    sealed interface Reply {
        /// The answer.
        record Told(Answer answer) implements Reply {}

        /// There is none.
        ///
        /// @param message one sentence
        record Refused(Why why, String message) implements Reply {}
    }

    /// Why there is no answer.
    enum Why {
        /// There is no such application, object or commit.
        NOT_FOUND,
        /// The agent cannot tell now.
        UNAVAILABLE,
        /// The question makes no sense.
        INVALID,
        /// It is too large, or too many are asked at once.
        TOO_MUCH
    }
}
