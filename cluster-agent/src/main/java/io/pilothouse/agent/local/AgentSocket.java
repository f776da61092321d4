package io.pilothouse.agent.local;

import io.pilothouse.agent.local.LocalAnswers.UnansweredException;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens in the state folder for `pilothouse agent status` and `plan`. Only the agent's own user can open the socket;
/// there is no port.
///
/// A request is one line, an answer is `ok` or `no` in a line and then text until the end. A client that asks nothing
/// or reads nothing is cut off.
public final class AgentSocket implements AutoCloseable {
    /// The first line of an answer.
    static final String OK = "ok";

    static final String NO = "no";
    private static final Logger LOG = LoggerFactory.getLogger(AgentSocket.class);
    private static final int AT_ONCE = 8;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Path path;
    private final ServerSocketChannel server;
    private final LocalAnswers answers;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final Thread acceptor;

    private AgentSocket(Path path, ServerSocketChannel server, LocalAnswers answers) {
        this.path = path;
        this.server = server;
        this.answers = answers;
        this.acceptor = Thread.ofPlatform().daemon().name("local").unstarted(this::accept);
    }

    /// Listens. The state folder is the caller's alone, so a socket that is there is left over from a process that
    /// ended.
    ///
    /// @throws IOException if the socket cannot be made
    public static AgentSocket listen(Path path, LocalAnswers answers) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        // made where nobody else can reach it, so that it is never open to others, not even for a moment
        Path hidden = Files.createTempDirectory(
                folder, ".s", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Path made = hidden.resolve("s");
            server.bind(UnixDomainSocketAddress.of(made));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        } finally {
            Files.deleteIfExists(hidden.resolve("s"));
            Files.deleteIfExists(hidden);
        }
        AgentSocket socket = new AgentSocket(path, server, answers);
        socket.acceptor.start();
        return socket;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (permits.tryAcquire()) {
                    Thread.ofVirtual().name("local").start(() -> serve(client));
                } else {
                    client.close();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("why", e.getMessage()).log("A local question was not heard");
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        Thread served = Thread.currentThread();
        Thread guard = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(LONGEST);
                served.interrupt();
                client.close();
            } catch (InterruptedException | IOException e) {
                // It was served in time, or is closed already.
            }
        });
        try (client) {
            Writer out = new BufferedWriter(
                    new OutputStreamWriter(Channels.newOutputStream(client), StandardCharsets.UTF_8));
            answer(read(client), out);
            out.flush();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("why", e.getMessage()).log("A local client went away");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guard.interrupt();
            permits.release();
        }
    }

    private static Optional<LocalRequest> read(SocketChannel client) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(LocalRequest.MAX_BYTES);
        while (line.size() <= LocalRequest.MAX_BYTES && client.read(buffer.clear()) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    return LocalRequest.of(line.toString(StandardCharsets.UTF_8));
                }
                line.write(next);
            }
        }
        return Optional.empty();
    }

    private void answer(Optional<LocalRequest> request, Writer out) throws IOException, InterruptedException {
        if (request.isEmpty()) {
            write(out, NO, List.of("The agent does not understand the question: is its version another?"));
            return;
        }
        try {
            write(out, OK, answers.answer(request.get()));
        } catch (UnansweredException e) {
            write(out, NO, List.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A local question failed by a defect of the agent");
            write(out, NO, List.of("The agent failed on it; its log says why."));
        }
    }

    private static void write(Writer out, String first, List<String> lines) throws IOException {
        out.write(first + "\n");
        for (String line : lines) {
            out.write(line + "\n");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
