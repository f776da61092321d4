package io.pilothouse.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version this agent was built as.
final class AgentVersion {
    private AgentVersion() {}

    /// @return such as `0.1.0`
    static String read() {
        try (InputStream in = AgentVersion.class.getResourceAsStream("agent.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("agent.properties is part of the program", e);
        }
    }
}
