package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Turns the ways in which an API server does not answer into outcomes with one sentence each.
final class Outages {
    private Outages() {}

    static StepOutcome.Unreachable stopped() {
        return new StepOutcome.Unreachable(Codes.UNREACHABLE, "The agent is stopping.", Duration.ZERO);
    }

    static StepOutcome.Unreachable fenced() {
        return new StepOutcome.Unreachable(
                Codes.STANDING_BY,
                "The agent no longer holds the lease of this cluster, so that it writes nothing until it does.",
                Duration.ZERO);
    }

    static StepOutcome.Unreachable silent(URI server, Duration timeout) {
        return new StepOutcome.Unreachable(
                Codes.UNREACHABLE,
                "The API server at " + server + " did not answer within " + timeout.toSeconds()
                        + " s: check its load and the network; the agent tries again by itself.",
                Duration.ZERO);
    }

    static StepOutcome.Unreachable garbled(URI server) {
        return new StepOutcome.Unreachable(
                Codes.UNREACHABLE,
                "What answers at " + server + " is not a Kubernetes API server, or its answer was cut off: check the"
                        + " address and any proxy in between.",
                Duration.ZERO);
    }

    static boolean isTimeout(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    static StepOutcome.Unreachable unreachable(URI server, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new StepOutcome.Unreachable(Codes.CERTIFICATE, certificate(server, cause), Duration.ZERO);
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return no(server, "its host name cannot be resolved; check the address and DNS");
            }
            if (cause instanceof HttpTimeoutException) {
                return no(server, "it did not answer in time; check its load and the network");
            }
            if (cause instanceof ConnectException) {
                return no(server, "the connection was refused; check that it runs and that the address is right");
            }
        }
        return no(server, "the connection broke; check the network");
    }

    private static StepOutcome.Unreachable no(URI server, String why) {
        return new StepOutcome.Unreachable(
                Codes.UNREACHABLE,
                "The API server at " + server + " does not answer: " + why + "; the agent tries again by itself.",
                Duration.ZERO);
    }

    private static String certificate(URI server, Throwable cause) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("received fatal alert")) {
            return "The API server at " + server
                    + " refuses the agent's client certificate: it may have expired; renew it in the kubeconfig.";
        }
        return "The certificate of the API server at " + server
                + " cannot be trusted: check certificate-authority-data in the kubeconfig and the certificate's dates.";
    }
}
