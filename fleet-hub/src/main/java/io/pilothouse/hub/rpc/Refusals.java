package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.pilothouse.hub.ledger.LedgerException;
import io.pilothouse.hub.ledger.StoreException;
import io.pilothouse.wire.channel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which status a caller gets when something fails. What is our fault is told to the log, not to the caller.
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    static Status of(Throwable failure) {
        return switch (failure) {
            case StatusRuntimeException e -> e.getStatus();
            case LedgerException e ->
                switch (e.reason()) {
                    case GAP -> Status.INVALID_ARGUMENT.withDescription(e.getMessage());
                    case BUSY, UNAVAILABLE -> Status.UNAVAILABLE.withDescription(e.getMessage());
                    case ID_TAKEN -> Status.ALREADY_EXISTS.withDescription(e.getMessage());
                };
            case StoreException e -> {
                log.error("query failed reason={}", e.getMessage());
                yield Status.UNAVAILABLE.withDescription("the hub cannot read its ledger just now; see its log");
            }
            case RuntimeException e -> {
                Status status = Refusal.statusOf(e);
                if (status.getCode() == Status.Code.INTERNAL) {
                    log.error("a call failed because of a defect", e);
                }
                yield status;
            }
            default -> {
                log.error("a call failed because of a defect", failure);
                yield Status.INTERNAL.withDescription("the hub failed; its log says why");
            }
        };
    }

    /// @return what to throw when a request breaks the contract
    static StatusRuntimeException invalid(String sentence) {
        return Status.INVALID_ARGUMENT.withDescription(sentence).asRuntimeException();
    }

    /// @return what to throw when a request names what the hub does not know
    static StatusRuntimeException unknown(String sentence) {
        return Status.NOT_FOUND.withDescription(sentence).asRuntimeException();
    }
}
