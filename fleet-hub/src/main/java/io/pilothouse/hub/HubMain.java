package io.pilothouse.hub;

import io.pilothouse.hub.HubConfig.Effective;
import io.pilothouse.hub.HubConfig.Flags;
import io.pilothouse.repository.settings.SettingsException;
import io.pilothouse.wire.tls.Identity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The hub's command line. Exit codes: 0 it ended as asked, 1 it could not do it, 2 it was asked wrongly.
@Command(
        name = "hub",
        description = "Runs the hub of a fleet, and issues identities for its agents and users.",
        subcommands = {HubMain.Serve.class, HubMain.IssueAgent.class, HubMain.IssueClient.class},
        mixinStandardHelpOptions = true,
        versionProvider = HubMain.Version.class)
public final class HubMain {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private HubMain() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "io/pilothouse/hub/logback.xml");
        System.exit(run(args));
    }

    static int run(String... args) {
        CommandLine line = new CommandLine(new HubMain());
        line.setExecutionExceptionHandler((failure, command, result) -> switch (failure) {
            case SettingsException e -> sentence(command, e, WRONG);
            case HubStartException e -> sentence(command, e, FAILED);
            default -> throw failure;
        });
        return line.execute(args);
    }

    private static int sentence(CommandLine command, Exception e, int code) {
        command.getErr().println("pilothouse hub: " + e.getMessage());
        command.getErr().flush();
        return code;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"pilothouse hub " + Hub.version()};
        }
    }

    @Command(name = "serve", description = "Runs the hub until it is told to stop.", mixinStandardHelpOptions = true)
    static final class Serve implements Callable<Integer> {
        @Option(names = "--config", paramLabel = "FILE", description = "Settings, see the README. Flags win over it.")
        private @Nullable Path config;

        @Option(names = "--data", paramLabel = "DIR", description = "Folder the hub keeps everything in.")
        private @Nullable Path data;

        @Option(names = "--listen", paramLabel = "HOST:PORT", description = "For agents and clients: 127.0.0.1:7443.")
        private @Nullable String listen;

        @Option(names = "--http", paramLabel = "HOST:PORT", description = "For meters and webhooks: 127.0.0.1:7480.")
        private @Nullable String http;

        @Option(
                names = "--webhook-secret-file",
                paramLabel = "FILE",
                description = "Secret that a Git server signs its calls with.")
        private @Nullable Path webhookSecretFile;

        @Override
        public Integer call() throws SettingsException, InterruptedException {
            Effective effective = HubConfig.load(
                    Optional.ofNullable(config),
                    System.getenv(),
                    new Flags(
                            Optional.ofNullable(data),
                            Optional.ofNullable(listen),
                            Optional.ofNullable(http),
                            Optional.ofNullable(webhookSecretFile)));
            PrintStream out = System.out;
            out.println("pilothouse hub " + Hub.version());
            effective.lines().forEach(line -> out.println("  " + line));
            Hub hub = Hub.start(effective.config());
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
                        out.println("stopping");
                        hub.close();
                        out.println("stopped");
                        out.flush();
                        // Told to stop and stopped: that is success, where the platform would say 143.
                        Runtime.getRuntime().halt(0);
                    }));
            out.println("ready: agents and clients "
                    + shown(effective.config().listen(), hub.address().getPort())
                    + ", http "
                    + shown(effective.config().http(), hub.httpAddress().getPort()) + ", hub id "
                    + hub.hubId());
            out.flush();
            // The stop hook ends the program.
            new CountDownLatch(1).await();
            return 0;
        }

        private static ListenAddress shown(ListenAddress asked, int port) {
            return new ListenAddress(asked.host(), port);
        }
    }

    /// What both ways of issuing have in common.
    private static final class Issue {
        @Option(names = "--data", paramLabel = "DIR", required = true, description = "The hub's data folder.")
        private Path data = Path.of("");

        @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write the identity to.")
        private Path out = Path.of("");

        @Option(names = "--days", paramLabel = "N", description = "How long it is good for: 365.")
        private int days = (int) Issuing.VALIDITY.toDays();

        Duration validity() {
            if (days < 1 || days > 3_650) {
                throw new HubStartException("--days must be from 1 to 3650");
            }
            return Duration.ofDays(days);
        }

        int written(Identity identity) {
            System.out.println("wrote " + out + ": "
                    + identity.name().map(name -> name.words() + ", " + name).orElse("") + ", good until "
                    + identity.expiresAt());
            return 0;
        }
    }

    @Command(
            name = "issue-agent",
            description = "Writes the identity of a cluster's agent.",
            mixinStandardHelpOptions = true)
    static final class IssueAgent implements Callable<Integer> {
        @CommandLine.Mixin
        private Issue issue = new Issue();

        @Option(names = "--cluster", paramLabel = "NAME", required = true, description = "The cluster's name.")
        private String cluster = "";

        @Override
        public Integer call() {
            return issue.written(Issuing.agent(issue.data, cluster, issue.out, issue.validity()));
        }
    }

    @Command(
            name = "issue-client",
            description = "Writes the identity of an operator.",
            mixinStandardHelpOptions = true)
    static final class IssueClient implements Callable<Integer> {
        @CommandLine.Mixin
        private Issue issue = new Issue();

        @Option(names = "--name", paramLabel = "USER", required = true, description = "The operator's name.")
        private String name = "";

        @Override
        public Integer call() {
            return issue.written(Issuing.client(issue.data, name, issue.out, issue.validity()));
        }
    }
}
