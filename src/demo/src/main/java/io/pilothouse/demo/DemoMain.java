package io.pilothouse.demo;

import io.pilothouse.demo.process.DemoFailure;
import io.pilothouse.demo.process.Launcher;
import io.pilothouse.demo.process.RunningProgram;
import io.pilothouse.demo.report.Figures;
import io.pilothouse.demo.report.FleetJson;
import io.pilothouse.demo.report.FleetTable;
import io.pilothouse.demo.report.Report;
import io.pilothouse.repository.settings.Quantities;
import io.pilothouse.testkit.cluster.ControlPlaneFailure;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The program `pilothouse demo`. Exit status: 0 as asked, 1 it failed or did not settle in time, 2 wrong arguments.
@Command(
        name = "pilothouse demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description =
                "Starts a real fleet on this machine: a Git repository made from fleet-repo-example, real Kubernetes"
                    + " control planes, a hub, an agent for each cluster, and the desktop. Ctrl-C stops all of it and"
                    + " leaves nothing behind.")
final class DemoMain implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(250);

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(names = "--clusters", paramLabel = "N", defaultValue = "3", description = "how many clusters (default 3)")
    private int clusters;

    @Option(names = "--no-desktop", description = "a table in the terminal in place of the desktop")
    private boolean isWithoutDesktop;

    @Option(
            names = "--until-synced",
            description = "end when every application is in sync and healthy, with the figures; exit 1 with the reasons"
                    + " after --timeout")
    private boolean isUntilSynced;

    @Option(
            names = "--timeout",
            paramLabel = "T",
            defaultValue = "10m",
            description = "such as 90s or 10m (default 10m)")
    private String timeout = "10m";

    @Option(names = "--output", paramLabel = "text|json", defaultValue = "text", description = "json prints one object")
    private String output = "text";

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "use your own clusters instead; nothing but the example's objects is created in them")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--contexts",
            paramLabel = "a,b,c",
            split = ",",
            description = "which of them: context, or cluster=context. With --repo alone: which clusters to start")
    private List<String> contexts = List.of();

    @Option(names = "--repo", paramLabel = "URL", description = "use your own fleet repository; it is only read")
    private @Nullable String repository;

    @Option(names = "--keep", description = "leave the folder of this run behind, with logs and data")
    private boolean isKept;

    private final PrintStream out = System.out;
    private final Progress progress = new Progress(System.err);
    private final AtomicBoolean isEnding = new AtomicBoolean();

    private DemoMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoMain())
                .setParameterExceptionHandler(DemoMain::explain)
                .execute(arguments));
    }

    private static int explain(ParameterException wrong, String[] arguments) {
        System.err.println("demo: " + wrong.getMessage() + " (src/bin/pilothouse demo --help lists the options)");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() {
        DemoOptions options = options();
        Launcher launcher = Launcher.ofThisCheckout();
        try (DemoRun run = new DemoRun(options, progress, launcher, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(run), "demo-end"));
            run.start();
            return options.isUntilSynced() ? untilSynced(run, options) : untilStopped(run, options, launcher);
        } catch (DemoFailure | ControlPlaneFailure e) {
            if (!isEnding.get()) {
                progress.say(String.valueOf(e.getMessage()));
            }
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private void end(DemoRun run) {
        isEnding.set(true);
        run.close();
    }

    private int untilSynced(DemoRun run, DemoOptions options) throws InterruptedException {
        OptionalDouble seconds = awaitSettled(run, options.timeout());
        Figures figures = seconds.isPresent() ? new Measurements(run, progress).take(seconds) : Figures.NONE;
        print(run, options, figures);
        return seconds.isPresent() ? 0 : 1;
    }

    private int untilStopped(DemoRun run, DemoOptions options, Launcher launcher) throws InterruptedException {
        List<String> steps = NextSteps.of(run, launcher.script().toString());
        if (options.isJson()) {
            OptionalDouble seconds = awaitSettled(run, options.timeout());
            print(run, options, seconds.isPresent() ? new Measurements(run, progress).take(seconds) : Figures.NONE);
            steps.forEach(progress::say);
        }
        Optional<RunningProgram> desktop = openDesktop(run, options);
        LiveView view = LiveView.on(options.isJson() ? System.err : out, steps);
        boolean isSaid = false;
        while (!isEnding.get()) {
            if (desktop.isPresent() && !desktop.get().isAlive()) {
                progress.say("the desktop was closed: " + desktop.get().lastLines());
                progress.say("the fleet goes on until Ctrl-C");
                desktop = Optional.empty();
            }
            List<String> ended = run.ended();
            if (!ended.isEmpty() && !isSaid) {
                ended.forEach(progress::say);
                isSaid = true;
            }
            view.show(run.report());
            Thread.sleep(LOOK);
        }
        return 0;
    }

    private Optional<RunningProgram> openDesktop(DemoRun run, DemoOptions options) {
        if (!options.hasDesktop()) {
            return Optional.empty();
        }
        boolean isLinux = System.getProperty("os.name", "").equals("Linux");
        boolean hasDisplay = !isLinux || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
        if (!hasDisplay) {
            progress.say(
                    "no display (neither DISPLAY nor WAYLAND_DISPLAY is set): a table here instead of the desktop");
            return Optional.empty();
        }
        progress.say("opening the desktop");
        return Optional.of(run.openDesktop());
    }

    /// @return after how many seconds it had settled; empty if it had not in time
    private OptionalDouble awaitSettled(DemoRun run, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String last = "";
        while (System.nanoTime() < deadline && run.ended().isEmpty()) {
            Report report = run.report();
            String summary = FleetTable.summary(report);
            if (!summary.equals(last)) {
                progress.say(summary);
                last = summary;
            }
            if (report.isSettled()) {
                return OptionalDouble.of((System.nanoTime() - run.agentsStarted()) / 1e9);
            }
            Thread.sleep(LOOK);
        }
        run.ended().forEach(progress::say);
        run.report().reasons().forEach(progress::say);
        progress.say("not in sync and healthy everywhere, the reasons are above");
        return OptionalDouble.empty();
    }

    private void print(DemoRun run, DemoOptions options, Figures figures) {
        if (options.isJson()) {
            out.println(FleetJson.write(run.report(), figures));
        } else {
            FleetTable.lines(run.report()).forEach(out::println);
            figures.lines().forEach(out::println);
        }
        out.flush();
    }

    private DemoOptions options() {
        if (clusters < 1 || clusters > 100) {
            throw wrong("--clusters is " + clusters + "; from 1 to 100 can be started");
        }
        if (!output.equals("text") && !output.equals("json")) {
            throw wrong("--output is \"" + output + "\"; it is text or json");
        }
        Optional<Path> file = Optional.ofNullable(kubeconfig);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw wrong("--kubeconfig: cannot read " + file.get());
        }
        if (file.isPresent() && contexts.isEmpty()) {
            throw wrong("--kubeconfig needs --contexts: name the contexts to use, separated by commas");
        }
        if (file.isEmpty() && !contexts.isEmpty() && repository == null) {
            throw wrong("--contexts needs --kubeconfig: the file that has these contexts");
        }
        Duration patience = Quantities.duration(timeout)
                .orElseThrow(() -> wrong("--timeout is \"" + timeout + "\"; write it like 90s or 10m"));
        return new DemoOptions(
                clusters,
                !isWithoutDesktop && !isUntilSynced,
                isUntilSynced,
                patience,
                output.equals("json"),
                file,
                contexts,
                Optional.ofNullable(repository),
                isKept);
    }

    private ParameterException wrong(String sentence) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets it");
        }
        return new ParameterException(spec.commandLine(), sentence);
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }
}
