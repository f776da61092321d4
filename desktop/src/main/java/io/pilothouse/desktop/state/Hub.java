package io.pilothouse.desktop.state;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ObjectStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What the desktop asks of a hub. Answers come on any thread; a failed answer is a [RefusedException] with a sentence
/// for people.
public interface Hub {

    /// Sends a command. The answer says that the hub has it, not that it is done.
    CompletableFuture<CommandState> run(Command command);

    /// Asks an agent what a sync of an application would do now. Nothing is changed by it.
    CompletableFuture<PlanReport> plan(ApplicationKey application);

    /// Lists drift, newest first.
    CompletableFuture<DriftPage> drift(DriftQuery query);

    /// Lists a cluster's golden signals, oldest first. A minute without data is absent.
    ///
    /// @param fromMinute first minute since 1970
    /// @param untilMinute the minute after the last
    CompletableFuture<List<SignalMinute>> signals(String cluster, long fromMinute, long untilMinute);

    /// Follows an application's objects, over interruptions, until it is closed.
    Subscription watchApplication(ApplicationKey key, ApplicationWatcher watcher);

    /// Who is told of an application's objects. Called on any thread, one call after the other.
    interface ApplicationWatcher {
        /// This is how it is now.
        void changed(ApplicationDetail detail);

        /// What was told may no longer hold; the hub is asked again.
        ///
        /// @param sentence why
        void interrupted(String sentence);
    }

    /// An application with its objects.
    ///
    /// @param status its line in the overview
    /// @param objects all of them, sorted
    /// @param reportedAt when the newest of them arrived, by the hub's clock
    record ApplicationDetail(ApplicationStatus status, List<ObjectStatus> objects, Optional<Instant> reportedAt) {
        public ApplicationDetail {
            objects = List.copyOf(objects);
        }
    }

    /// Which drift.
    ///
    /// @param cluster of which cluster; of all where empty
    /// @param application of which application; of all where empty
    /// @param pageSize at most so many, 1 to 1,000
    /// @param beforeSequence only what is older; 0 for the newest
    record DriftQuery(String cluster, Optional<ApplicationKey> application, int pageSize, long beforeSequence) {
        /// @return the newest of one application
        public static DriftQuery of(ApplicationKey application) {
            return new DriftQuery(application.cluster(), Optional.of(application), 100, 0);
        }
    }

    /// A page of drift.
    ///
    /// @param events newest first, each a [FleetEvent.DriftReported]
    /// @param nextBeforeSequence what to ask for next; 0 if there is no more
    record DriftPage(List<FleetEvent.Recorded> events, long nextBeforeSequence) {
        public DriftPage {
            events = List.copyOf(events);
        }
    }

    /// The hub said no, or nothing. The message is a sentence for people.
    final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public RefusedException(String sentence) {
            super(sentence);
        }

        /// @return the sentence of whatever an answer failed with
        public static String sentence(Throwable failure) {
            Throwable cause = failure;
            while (cause instanceof java.util.concurrent.CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            String message = cause.getMessage();
            return cause instanceof RefusedException && message != null
                    ? message
                    : "The desktop failed to ask the hub (" + cause + "). Please report this.";
        }
    }
}
