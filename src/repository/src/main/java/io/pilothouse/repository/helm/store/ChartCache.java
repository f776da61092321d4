package io.pilothouse.repository.helm.store;

import io.pilothouse.core.manifest.Digest;
import io.pilothouse.repository.helm.engine.PrivateFolder;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Charts on disk: archives by their digest, and by a reference's digest the version and archive that it means. Both
/// survive a restart, so that a registry that is down then stops nothing. What was used longest ago goes first.
final class ChartCache {
    private final Path archives;
    private final Path references;
    private final Path incoming;
    private final long capacity;
    private final int most;

    private record Kept(Path file, long bytes, FileTime used) {}

    ChartCache(ChartSettings settings) throws IOException {
        PrivateFolder folder = PrivateFolder.at(settings.folder());
        this.archives = PrivateFolder.at(folder.path().resolve("archives")).path();
        this.references = PrivateFolder.at(folder.path().resolve("references")).path();
        // what a killed program left half done
        PrivateFolder.remove(folder.path().resolve("incoming"));
        this.incoming = PrivateFolder.at(folder.path().resolve("incoming")).path();
        this.capacity = settings.capacity();
        this.most = settings.most();
    }

    /// @return a folder for what is on its way
    Path incoming() {
        return incoming;
    }

    Optional<ChartArchive> find(ChartReference reference) {
        try {
            List<String> lines = Files.readAllLines(file(reference), StandardCharsets.UTF_8);
            Path archive = archives.resolve(lines.get(1) + ".tgz");
            return Files.isRegularFile(archive)
                    ? Optional.of(new ChartArchive(archive, lines.get(0), lines.get(1)))
                    : Optional.empty();
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    boolean has(String digest) {
        return Files.isRegularFile(archives.resolve(digest + ".tgz"));
    }

    /// Keeps an archive.
    ///
    /// @param file in [#incoming]
    void keep(Path file, String digest) throws IOException {
        Files.move(file, archives.resolve(digest + ".tgz"), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Notes what a reference means.
    void note(ChartReference reference, String version, String digest) throws IOException {
        Path file = Files.createTempFile(incoming, "reference-", "");
        Files.writeString(file, version + "\n" + digest + "\n", StandardCharsets.UTF_8);
        try {
            Files.move(file, file(reference), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(file, file(reference), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Notes that an archive is in use.
    void touch(ChartArchive archive, Instant now) {
        try {
            Files.setLastModifiedTime(archive.file(), FileTime.from(now));
        } catch (IOException e) {
            // it may go earlier than it should, and come again
        }
    }

    /// Removes what is too much.
    ///
    /// @param since what was used since then stays, whatever it takes
    void trim(Instant since) throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (Path file : files(archives)) {
            try {
                kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
            } catch (NoSuchFileException e) {
                // gone meanwhile
            }
        }
        kept.sort(Comparator.comparing(Kept::used));
        long bytes = kept.stream().mapToLong(Kept::bytes).sum();
        int number = kept.size();
        for (Kept oldest : kept) {
            if ((bytes <= capacity && number <= most)
                    || oldest.used().toInstant().isAfter(since)) {
                break;
            }
            Files.deleteIfExists(oldest.file());
            bytes -= oldest.bytes();
            number--;
        }
        List<Path> noted = new ArrayList<>(files(references));
        while (noted.size() > 10 * most) {
            Files.deleteIfExists(noted.removeFirst());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private Path file(ChartReference reference) {
        return references.resolve(
                Digest.of(reference.repository() + "\n" + reference.name() + "\n" + reference.version())
                        .hex());
    }
}
