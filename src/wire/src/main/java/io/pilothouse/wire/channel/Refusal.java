package io.pilothouse.wire.channel;

import io.grpc.Status;
import io.pilothouse.wire.codec.MalformedMessageException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/// Puts a failed call to people, and what went wrong here to the other side. The only place that knows both.
public final class Refusal {
    private Refusal() {}

    /// Says in one sentence why a call failed and what to do.
    ///
    /// @param failure what gRPC reported
    /// @param hub which hub was called
    public static String sentence(Throwable failure, HubAddress hub) {
        Status status = Status.fromThrowable(failure);
        String said = status.getDescription() == null ? "" : status.getDescription();
        return switch (status.getCode()) {
            case UNAVAILABLE -> unreachable(status, hub, said);
            case UNAUTHENTICATED -> "hub " + hub + " does not know this identity; issue a new one on the hub's machine";
            case DEADLINE_EXCEEDED -> "hub " + hub + " did not answer in time; try again";
            case UNIMPLEMENTED -> "hub " + hub + " is older than this program and cannot do this; upgrade the hub";
            case CANCELLED -> "the call to hub " + hub + " was cancelled";
            case OK,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    INTERNAL,
                    DATA_LOSS -> said.isEmpty() ? "hub " + hub + " answered " + status.getCode() : said;
        };
    }

    private static String unreachable(Status status, HubAddress hub, String said) {
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "the name " + hub.host() + " of hub " + hub + " is not known; check the address";
            }
            if (cause instanceof ConnectException) {
                return "nothing answers at hub " + hub + "; check the address, and that the hub runs";
            }
            if (cause instanceof SSLException) {
                return "TLS with hub " + hub + " failed: it is not the hub that issued this identity, or one of the two"
                        + " certificates expired; compare ca.crt of the identity with the hub's";
            }
        }
        return said.isEmpty() || said.startsWith("io exception") || said.startsWith("Network closed")
                ? "hub " + hub + " cannot be reached; check the network, and that the hub runs"
                : "hub " + hub + " cannot serve now: " + said;
    }

    /// @return the status to answer with when a request could not be served for this reason
    public static Status statusOf(RuntimeException failure) {
        return switch (failure) {
            case MalformedMessageException e -> Status.INVALID_ARGUMENT.withDescription(e.getMessage());
            // A bug: the log has it, the other side has no use for it
            default -> Status.INTERNAL.withDescription("the hub failed; its log says why");
        };
    }
}
