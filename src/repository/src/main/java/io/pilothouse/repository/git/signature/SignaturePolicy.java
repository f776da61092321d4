package io.pilothouse.repository.git.signature;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Which commits must be signed, and by whom. The files are read at every check, so that a key that was taken out of
/// them is refused from the next commit on.
///
/// @param scope which commits
/// @param allowedSigners SSH keys, as `ssh-keygen` and `git` know them: `name@example.org ssh-ed25519 AAAA…`
/// @param openpgpKeys OpenPGP keys, exported with `gpg --armor --export`
public record SignaturePolicy(Scope scope, Optional<Path> allowedSigners, Optional<Path> openpgpKeys) {
    public static final SignaturePolicy NONE = new SignaturePolicy(Scope.NONE, Optional.empty(), Optional.empty());

    /// Which commits must be signed.
    public enum Scope {
        NONE,
        /// The newest one. It names its tree and its parents, so it vouches for all that is applied; but
        /// whoever signs it signs what others pushed before, perhaps without having looked.
        NEWEST,
        /// Every one that came since the last that was accepted, so that nothing unsigned gets in below a
        /// signed merge. Of a new clone, the newest one.
        EVERY
    }

    /// @return one sentence why it can never work, empty if it may
    public Optional<String> problem() {
        if (scope == Scope.NONE) {
            return Optional.empty();
        }
        if (allowedSigners.isEmpty() && openpgpKeys.isEmpty()) {
            return Optional.of(
                    "Signed commits are required, but nobody may sign: name a file of allowed signers (SSH), or"
                            + " one of OpenPGP keys.");
        }
        return allowedSigners
                .flatMap(file -> unreadable("allowed signers", file))
                .or(() -> openpgpKeys.flatMap(file -> unreadable("OpenPGP keys", file)));
    }

    private static Optional<String> unreadable(String what, Path file) {
        return Files.isReadable(file) && !Files.isDirectory(file)
                ? Optional.empty()
                : Optional.of("The file of " + what + " " + file
                        + " is missing or may not be read: correct its path or permissions.");
    }
}
