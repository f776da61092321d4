package io.pilothouse.demo;

import io.pilothouse.demo.fleet.FleetSource;
import io.pilothouse.demo.fleet.Member;
import io.pilothouse.demo.process.DemoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The settings file of an agent of the demo. What it leaves out, such as credentials for Git, may come from the
/// environment, as for any agent.
final class AgentSettings {
    private AgentSettings() {}

    static Path write(Path folder, Member member, FleetSource source, String hub, Path identity) {
        Path file = folder.resolve("agent.yaml");
        try {
            Files.writeString(file, text(folder, member, source, hub, identity));
            return file;
        } catch (IOException e) {
            throw new DemoFailure("cannot write " + file + " (" + e.getMessage() + ")", e);
        }
    }

    /// Paths and names are quoted as JSON strings, which YAML reads too.
    static String text(Path folder, Member member, FleetSource source, String hub, Path identity) {
        boolean isLocal = source instanceof FleetSource.Example || source.url().startsWith("file:");
        String context = member.context().isEmpty() ? "" : "  context: " + quoted(member.context()) + "\n";
        String branch = source.branch(member.name())
                .map(name -> "  branch: " + quoted(name) + "\n")
                .orElse("");
        return """
            cluster: %s
            state: %s
            repository:
              url: %s
            %s  interval: 2s
              allowLocal: %s
            hub:
              address: %s
              identity: %s
            kubernetes:
              kubeconfig: %s
            %s%sstatus:
              listen: 127.0.0.1:0
            """.formatted(
                        quoted(member.name()),
                        quoted(folder.resolve("state").toString()),
                        quoted(source.url()),
                        branch,
                        isLocal,
                        quoted(hub),
                        quoted(identity.toString()),
                        quoted(member.kubeconfig().toAbsolutePath().toString()),
                        context,
                        DemoRights.isByAccount(source) ? "" : "  impersonation: none\n");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
