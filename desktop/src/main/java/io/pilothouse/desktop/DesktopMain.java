package io.pilothouse.desktop;

import ch.qos.logback.classic.Level;
import io.pilothouse.desktop.navigation.Address;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The arguments, and what is done with them.
@Command(
        name = "pilothouse desktop",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows a fleet of clusters, live, and steers it. Without --hub and --identity a page asks for them.")
public final class DesktopMain implements Callable<Integer> {
    static final int FAILED = 1;
    static final int WRONG_ARGUMENTS = 2;
    private static final Pattern SIZE = Pattern.compile("(\\d{3,5})x(\\d{3,5})");
    // Held, so that the level set on it lasts
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    @Option(names = "--hub", paramLabel = "HOST:PORT", description = "The hub to connect to.")
    private String hub = "";

    @Option(
            names = "--identity",
            paramLabel = "DIR",
            description = "Folder with identity.key, identity.crt and ca.crt, from \"pilothouse hub issue-client\".")
    private String identity = "";

    @Option(names = "--theme", paramLabel = "THEME", description = "light, dark or system (default: ${DEFAULT-VALUE}).")
    private String theme = "system";

    @Option(names = "--size", paramLabel = "WxH", description = "Size of the window (default: ${DEFAULT-VALUE}).")
    private String size = "1440x900";

    @Option(
            names = "--open",
            paramLabel = "ADDRESS",
            description = "The screen to begin with, such as pilothouse:cluster/prod-eu-1.")
    private String open = "pilothouse:fleet";

    @Option(
            names = "--screenshot",
            paramLabel = "FILE",
            description = "Takes a picture of the window, as PNG, and ends. Needs no display.")
    private @Nullable Path screenshot;

    @Option(
            names = "--after",
            paramLabel = "WHEN",
            description =
                    "When to take it: \"synced\", once every application is in sync and healthy, or a number of seconds"
                            + " (default: ${DEFAULT-VALUE}).")
    private String after = "synced";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long --after synced may take (default: ${DEFAULT-VALUE}).")
    private int timeout = 120;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /// Runs the program to its end.
    ///
    /// @return the exit code: 0 closed or picture taken, 1 failed, 2 wrong arguments
    static int run(String... arguments) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new CommandLine(new DesktopMain())
                .setErr(err)
                .setParameterExceptionHandler((exception, ignored) -> {
                    err.println("desktop: " + exception.getMessage() + "; see --help");
                    return WRONG_ARGUMENTS;
                })
                .setExecutionExceptionHandler((exception, ignored, result) -> {
                    err.println("desktop: " + exception.getMessage());
                    return FAILED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = settings();
        if (settings.picture().isPresent()) {
            System.setProperty("java.awt.headless", "true");
            if (!hasDisplay()) {
                System.setProperty("glass.platform", "Headless");
                System.setProperty("prism.order", "sw");
            }
        } else if (!hasDisplay()) {
            throw wrong("there is no display to open a window on; start it where there is one (DISPLAY or"
                    + " WAYLAND_DISPLAY is set), or use --screenshot FILE");
        }
        quiet();
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Platform.startup(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
                LoggerFactory.getLogger(DesktopMain.class).error("a screen failed", failure);
            });
            new DesktopWindow(settings, end).open();
        });
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            Platform.exit();
        }
    }

    private Settings settings() {
        Optional<ColorScheme> scheme = switch (theme.toLowerCase(Locale.ROOT)) {
            case "light" -> Optional.of(ColorScheme.LIGHT);
            case "dark" -> Optional.of(ColorScheme.DARK);
            case "system" -> Optional.empty();
            default -> throw wrong("--theme is \"" + theme + "\"; it can be light, dark or system");
        };
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw wrong("--size is \"" + size + "\"; write width x height in pixels, such as 1440x900");
        }
        Address address = Address.parse(open)
                .orElseThrow(() -> wrong("--open is \"" + open + "\", which is no address; write such as"
                        + " pilothouse:fleet, pilothouse:cluster/NAME or"
                        + " pilothouse:application/CLUSTER/app/NAMESPACE/NAME"));
        if (screenshot != null && (hub.isEmpty() || identity.isEmpty())) {
            throw wrong("--screenshot needs --hub and --identity");
        }
        return new Settings(
                hub,
                identity,
                scheme,
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                address,
                Optional.ofNullable(screenshot)
                        .map(file -> new Settings.Picture(file, delay(), Duration.ofSeconds(timeout))));
    }

    private Optional<Duration> delay() {
        if (after.equals("synced")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(after)));
        } catch (NumberFormatException e) {
            throw wrong("--after is \"" + after + "\"; it can be synced or a number of seconds");
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec == null ? new CommandLine(this) : spec.commandLine(), sentence);
    }

    private static boolean hasDisplay() {
        boolean isLinux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        return !isLinux
                || "Headless".equals(System.getProperty("glass.platform"))
                || !environment("DISPLAY").isEmpty()
                || !environment("WAYLAND_DISPLAY").isEmpty();
    }

    private static String environment(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }

    /// Libraries speak up only when something is wrong; the one thing JavaFX always says on the class path is not.
    private static void quiet() {
        JAVAFX.setLevel(java.util.logging.Level.SEVERE);
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
    }
}
