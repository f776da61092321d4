package io.pilothouse.agent.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Asks an agent that runs on this machine.
public final class AgentClient {
    private AgentClient() {}

    /// The agent did not answer; the message says why in a sentence.
    public static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1;

        public NoAnswerException(String message) {
            super(message);
        }
    }

    /// @param socket in the agent's state folder
    /// @param lines takes the answer, line by line
    public static void ask(Path socket, LocalRequest request, Consumer<String> lines) throws NoAnswerException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            connect(channel, socket);
            channel.write(ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.UTF_8)));
            var in =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            String first = in.readLine();
            if (first == null) {
                throw new NoAnswerException("The agent has too many questions at once, or is stopping: try again.");
            }
            if (!first.equals(AgentSocket.OK)) {
                String why = in.readLine();
                throw new NoAnswerException(why == null ? "The agent does not say why not; see its log." : why);
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            throw new NoAnswerException("The agent stopped in the middle of its answer (" + e.getMessage() + ").");
        }
    }

    private static void connect(SocketChannel channel, Path socket) throws NoAnswerException {
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new NoAnswerException("No agent of this user answers at " + socket + " (" + e.getMessage()
                    + "): start it with \"pilothouse agent run\", or name the settings it runs with by --config.");
        }
    }
}
