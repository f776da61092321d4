package io.pilothouse.repository.git;

import io.pilothouse.core.manifest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/// The newest accepted commit, written down a second time and with a checksum. A ref whose file is damaged names
/// another commit, or none; then every history would look rewritten, or none would.
final class HeadNote {
    private static final String NAME = "pilothouse-head";

    private final Path file;

    /// @param clone the clone's folder
    HeadNote(Path clone) {
        this.file = clone.resolve(NAME);
    }

    void write(ObjectId commit) throws IOException {
        if (read().filter(commit::equals).isPresent()) {
            return;
        }
        Path next = file.resolveSibling(NAME + ".lock");
        Files.writeString(next, text(commit));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// @return the commit, empty if the note is missing or damaged
    Optional<ObjectId> read() {
        try {
            String text = Files.readString(file);
            String id = text.substring(0, Math.min(40, text.length()));
            return ObjectId.isId(id) && text.equals(text(ObjectId.fromString(id)))
                    ? Optional.of(ObjectId.fromString(id))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String text(ObjectId commit) {
        return commit.name() + " " + Digest.of(commit.name()).hex() + "\n";
    }
}
