package io.pilothouse.repository.git.signature;

import java.time.InstantSource;

/// Judges commits by a policy. Fails closed: what cannot be read, is not known or is not supported is bad.
public final class SignatureCheck {
    private final SignaturePolicy policy;
    private final InstantSource clock;

    public SignatureCheck(SignaturePolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /// @param raw a commit object's content
    public Verdict judge(byte[] raw) {
        SignedCommit commit = SignedCommit.parse(raw);
        String signature = commit.signature();
        try {
            if (signature.isEmpty()) {
                return new Verdict.Bad("PH-144", "is not signed");
            }
            if (signature.startsWith(SshSignature.BEGIN)) {
                return policy.allowedSigners().isPresent()
                        ? SshSignature.judge(
                                commit,
                                AllowedSigners.read(policy.allowedSigners().get()))
                        : unknown("an SSH key, and no file of allowed signers is set");
            }
            if (signature.startsWith(OpenPgpSignature.BEGIN)) {
                return policy.openpgpKeys().isPresent()
                        ? OpenPgpSignature.judge(
                                commit,
                                OpenPgpSignature.read(policy.openpgpKeys().get()),
                                clock.instant())
                        : unknown("an OpenPGP key, and no file of OpenPGP keys is set");
            }
            return unknown("something that is neither an SSH nor an OpenPGP key");
        } catch (UnusableKeysException e) {
            return new Verdict.Bad("PH-130", "cannot be checked, because " + e.getMessage());
        }
    }

    private static Verdict.Bad unknown(String what) {
        return new Verdict.Bad("PH-145", "is signed with " + what);
    }
}
