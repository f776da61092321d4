package io.pilothouse.repository.tool;

import io.pilothouse.repository.tree.DamagedTreeException;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the repository's tools. Ends with 0 when all is well, 1 when something was found, 2 when it
/// could not do what it was asked. Whatever is wrong is one sentence on standard error.
@Command(
        name = "pilothouse repo",
        description = "Tools for whoever writes a fleet repository.",
        mixinStandardHelpOptions = true,
        versionProvider = RepoMain.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class RepoMain implements Runnable {
    static final int FOUND = 1;
    static final int WRONG = 2;
    private static final String LOGBACK = "logback.configurationFile";

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private RepoMain() {}

    public static void main(String[] arguments) {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "io/pilothouse/repository/tool/logback.xml"); // before the first logger is made
        }
        StandardOutput raw = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(new BufferedOutputStream(raw, 1 << 16), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(out, err, isTerminal(), Path.of("").toAbsolutePath());
        int code = execute(terminal, arguments);
        out.flush();
        if (!raw.failure().isEmpty()) {
            terminal.complain("The output cannot be written: " + raw.failure() + ".");
            code = WRONG;
        }
        System.exit(code);
    }

    static int execute(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new RepoMain());
        for (Object command : List.of(
                new LintCommand(terminal),
                new RenderCommand(terminal),
                new SliceCommand(terminal),
                new DiffCommand(terminal),
                new InitCommand(terminal))) {
            line.addSubcommand(command);
        }
        line.getSubcommands().values().forEach(each -> each.getCommandSpec().versionProvider(new Version()));
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler((e, ignored) -> {
            terminal.complain(sentence(e));
            return WRONG;
        });
        line.setExecutionExceptionHandler((e, ignored, parsed) -> {
            terminal.complain(sentence(e));
            return WRONG;
        });
        return line.execute(arguments);
    }

    private static String sentence(CommandLine.ParameterException e) {
        String hint = e instanceof CommandLine.UnmatchedArgumentException unmatched
                        && !unmatched.getSuggestions().isEmpty()
                ? " Did you mean \"" + unmatched.getSuggestions().getFirst() + "\"?"
                : "";
        String said = String.valueOf(e.getMessage());
        return said + (said.endsWith(".") || said.endsWith("?") ? "" : ".") + hint + " (\""
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help\" lists what there is.)";
    }

    private static String sentence(Exception e) {
        String said = Optional.ofNullable(e.getMessage()).orElse(e.toString());
        return switch (e) {
            case RefusedCommandException ignored -> said;
            case DamagedTreeException ignored -> said;
            case UncheckedIOException ignored -> "Something on the disk cannot be read or written: " + said;
            default -> "This is a mistake in Pilothouse, please report it: " + e;
        };
    }

    private static boolean isTerminal() {
        // which Java has one where there is no terminal changes with its version
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && System.getenv("NO_COLOR") == null
                && !"dumb".equals(System.getenv("TERM"));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Say what to do: lint, render, slice, diff or init.");
    }

    static String version() {
        try (InputStream in = RepoMain.class.getResourceAsStream("repo.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "0");
        } catch (IOException e) {
            return "0";
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"pilothouse repo " + version()};
        }
    }
}
