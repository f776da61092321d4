package io.pilothouse.agent.uplink;

import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.IdentityException;
import io.pilothouse.wire.tls.PeerName;

/// Checks before connecting that an identity is of the agent's own cluster, so that the sentence can say what to
/// do.
final class HubNames {
    private HubNames() {}

    static void check(Identity identity, UplinkSettings settings) throws IdentityException {
        PeerName name = identity.name().orElseThrow(() -> new IdentityException("the certificate names nobody"));
        if (name.role() != PeerName.Role.CLUSTER || !name.name().equals(settings.cluster())) {
            throw new IdentityException("the identity in " + settings.identity() + " is that of " + name.words()
                    + ", but this agent is of cluster " + settings.cluster()
                    + "; issue one with \"pilothouse hub issue-agent --cluster " + settings.cluster() + "\"");
        }
    }
}
