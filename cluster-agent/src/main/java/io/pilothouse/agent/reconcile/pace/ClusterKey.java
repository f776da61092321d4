package io.pilothouse.agent.reconcile.pace;

import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.core.drift.Fingerprints;
import java.security.SecureRandom;

/// The key that fingerprints of Secrets are made with. It stays in the cluster, so that after a restart a Secret's
/// digest, and with it the hash of a plan, is what it was. Thread-safe for reading; one thread loads it.
public final class ClusterKey {
    private static final String NAME = "pilothouse-fingerprint-key";
    private static final int BYTES = 32;

    private final InventoryStore store;
    private volatile Fingerprints fingerprints;

    public ClusterKey(InventoryStore store) {
        this.store = store;
        byte[] passing = new byte[BYTES];
        new SecureRandom().nextBytes(passing);
        this.fingerprints = new Fingerprints(passing);
    }

    /// Reads the cluster's key; until then there is one of the agent's own.
    public void load() throws InventoryStore.UnusableException {
        fingerprints = new Fingerprints(store.key(NAME));
    }

    Fingerprints fingerprints() {
        return fingerprints;
    }
}
