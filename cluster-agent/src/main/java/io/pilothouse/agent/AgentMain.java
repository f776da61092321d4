package io.pilothouse.agent;

import io.pilothouse.agent.local.AgentClient;
import io.pilothouse.agent.local.LocalRequest;
import io.pilothouse.repository.settings.SettingsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
        subcommands = {
            AgentMain.Run.class,
            AgentMain.Check.class,
            AgentMain.Status.class,
            AgentMain.Plan.class,
            RightsCommand.class
        },
        synopsisSubcommandLabel = "run|check|status|plan|rights")
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
                java.util.Objects.requireNonNull(spec).commandLine(), "Say what to do: run, check, status, plan or rights.");
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

    /// What the commands that ask a running agent have in common.
    private static final class Asking {
        @CommandLine.Mixin
        private Settings settings = new Settings();

        @Option(
                names = {"-a", "--application"},
                paramLabel = "APPLICATION",
                description = "only this one, such as app/shop/web")
        private String application = "";

        @Option(
                names = {"-o", "--output"},
                paramLabel = "text|json",
                description = "text for people (default), json for scripts")
        private Format format = Format.text;

        private enum Format {
            text,
            json
        }

        Integer ask(LocalRequest.What what, String revision) throws SettingsException, AgentClient.NoAnswerException {
            for (String word : List.of(application, revision)) {
                if (word.chars().anyMatch(Character::isISOControl)) {
                    throw new AgentClient.NoAnswerException("\"" + word.replaceAll("\\p{Cntrl}", "?")
                            + "\" is no name: it has control characters in it.");
                }
            }
            AgentClient.ask(
                    StateFolder.socketIn(settings.load().state()),
                    new LocalRequest(what, format == Format.json, application, revision),
                    System.out::println);
            return 0;
        }
    }

    @Command(
            name = "status",
            description = "Asks the agent that runs with these settings how everything stands.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @CommandLine.Mixin
        private Asking asking = new Asking();

        @Override
        public Integer call() throws SettingsException, AgentClient.NoAnswerException {
            return asking.ask(LocalRequest.What.STATUS, "");
        }
    }

    @Command(
            name = "plan",
            description = "Asks the agent that runs with these settings what a sync would change now. Changes nothing.",
            mixinStandardHelpOptions = true)
    static final class Plan implements Callable<Integer> {
        @CommandLine.Mixin
        private Asking asking = new Asking();

        @Option(
                names = {"-r", "--revision"},
                paramLabel = "COMMIT",
                description = "at this commit, which the agent must have; the one in force without it")
        private String revision = "";

        @Override
        public Integer call() throws SettingsException, AgentClient.NoAnswerException {
            return asking.ask(LocalRequest.What.PLAN, revision);
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"pilothouse agent " + AgentVersion.read()};
        }
    }
}
