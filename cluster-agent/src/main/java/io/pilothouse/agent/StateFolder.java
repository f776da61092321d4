package io.pilothouse.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// The agent's folder, held by a lock that ends with the process, however it ends: two agents on one journal would
/// give the same numbers to different reports.
final class StateFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lockFile;
    private final AtomicBoolean isHeld = new AtomicBoolean(true);

    private StateFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    static StateFolder take(Path path) throws AgentCannotStartException {
        try {
            Files.createDirectories(path);
            FileChannel file =
                    FileChannel.open(path.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(file)) {
                file.close();
                throw new AgentCannotStartException("Another agent uses the state folder " + path
                        + "; stop it, or give this one a folder of its own with the setting \"state\".");
            }
            return new StateFolder(path, file);
        } catch (IOException e) {
            throw new AgentCannotStartException("The state folder " + path + " cannot be used ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage()
                    + "); make it a folder this user may write to, or change the setting \"state\".");
        }
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this same process
        }
    }

    Path journal() {
        return path.resolve("journal");
    }

    Path commands() {
        return path.resolve("commands");
    }

    Path socket() {
        return socketIn(path);
    }

    /// @return where an agent with that folder answers questions
    static Path socketIn(Path folder) {
        return folder.resolve("agent.sock");
    }

    /// @return who this agent is to others of the same cluster; the same for as long as the folder lives, because
    ///     the lock lets only one process be it
    String identity() throws IOException {
        Path file = path.resolve("identity");
        if (!Files.isRegularFile(file) || Files.readString(file).isBlank()) {
            Path fresh = path.resolve("identity.new");
            Files.writeString(fresh, "agent-" + UUID.randomUUID());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    @Override
    public void close() throws IOException {
        if (isHeld.getAndSet(false)) {
            lockFile.close();
        }
    }
}
