package io.pilothouse.hub.ledger;

/// The ledger did not take something in. The text is one sentence for whoever asked.
public final class LedgerException extends RuntimeException {
    /// Why.
    public enum Reason {
        /// A report does not follow the one before: the agent comes back and continues after the acknowledged
        /// one.
        GAP,
        /// Too much waits to be written: come back later.
        BUSY,
        /// The disk or the database does not take it: come back later.
        UNAVAILABLE,
        /// A command with this id exists, and it is another one.
        ID_TAKEN
    }

    private final Reason reason;

    public LedgerException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public LedgerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
