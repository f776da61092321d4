package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;

/// The settings do not lead to an API server. The message is one sentence for people.
public final class KubeconfigException extends Exception {
    public KubeconfigException(String message) {
        super(message);
    }

    /// @return stable code
    public String code() {
        return Codes.KUBECONFIG;
    }
}
