package io.pilothouse.agent;

import io.pilothouse.repository.settings.SettingsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line. Ends with 0 when it was asked to end, 1 when it cannot start or a check failed, 2 for a
/// command line or settings that are wrong. Whatever is wrong is one sentence on standard error.
@Command(
        name = "pilothouse agent",
        description = "The agent of one cluster: makes it match the fleet repository and reports to the hub.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentMain.Version.class,
        subcommands = {AgentMain.Run.class, AgentMain.Check.class, RightsCommand.class},
        synopsisSubcommandLabel = "run|check")
public final class AgentMain implements Runnable {
    static final int USAGE = 2;
    private static final String LOGBACK = "logback.configurationFile";

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "agent-logback.xml"); // before the first logger is made
        }
        System.exit(execute(System.err::println, arguments));
    }

    static int execute(Consumer<String> complaints, String... arguments) {
        return new CommandLine(new AgentMain())
                .setParameterExceptionHandler((e, ignored) -> {
                    complain(complaints, e.getMessage() + " (\"pilothouse agent --help\" lists what there is.)");
                    return USAGE;
                })
                .setExecutionExceptionHandler((e, ignored, parsed) -> {
                    complain(complaints, e.getMessage() == null ? e.toString() : e.getMessage());
                    return e instanceof SettingsException ? USAGE : 1;
                })
                .execute(arguments);
    }

    private static void complain(Consumer<String> complaints, String sentence) {
        complaints.accept("pilothouse agent: " + sentence);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "Say what to do: run or check.");
    }

    private static final class Settings {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "agent.yaml; without it, the environment alone (PILOTHOUSE_AGENT_…)")
        private Optional<Path> file = Optional.empty();

        AgentConfig load() throws SettingsException {
            Map<String, String> environment = System.getenv();
            return file.isPresent() ? AgentConfig.load(file.get(), environment) : AgentConfig.load(environment);
        }
    }

    @Command(name = "run", description = "Runs until it is told to end.", mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @CommandLine.Mixin
        private Settings settings = new Settings();

        @Override
        public Integer call() throws SettingsException, AgentCannotStartException, InterruptedException {
            AgentConfig config = settings.load();
            config.effective()
                    .forEach(line ->
                            org.slf4j.LoggerFactory.getLogger(AgentMain.class).info("Setting {}", line));
            Agent agent = Agent.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                agent.close();
                Runtime.getRuntime().halt(0); // the JVM would say 143, which means trouble to whoever started us
            }));
            System.out.println("agent: running cluster=" + config.cluster() + " status=http://"
                    + config.status().getHostString() + ":" + agent.statusPort());
            new CountDownLatch(1).await();
            return 0;
        }
    }

    @Command(
            name = "check",
            description = "Tries Git, the API server and the hub, and says of each whether it works.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @CommandLine.Mixin
        private Settings settings = new Settings();

        @Override
        public Integer call() throws SettingsException {
            PrintStream out = System.out;
            return AgentCheck.run(settings.load(), InstantSource.system(), out::println) ? 0 : 1;
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"pilothouse agent " + AgentVersion.read()};
        }
    }
}
