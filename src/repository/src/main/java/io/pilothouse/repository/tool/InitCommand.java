package io.pilothouse.repository.tool;

import io.pilothouse.core.slice.PathNames;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a new fleet repository.
@Command(
        name = "init",
        description = "Writes a new fleet repository into an empty folder.",
        footer = "Exit status: 0, or 2 if the folder cannot take one.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "An empty folder, or one to be made.")
    private Path folder = Path.of("");

    @Option(names = "--cluster", paramLabel = "NAME", description = "The first cluster.")
    private Optional<String> cluster = Optional.empty();

    @Option(names = "--environment", paramLabel = "NAME", description = "The first environment, such as prod.")
    private Optional<String> environment = Optional.empty();

    InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws RefusedCommandException {
        refuseOddName("--cluster", cluster);
        refuseOddName("--environment", environment);
        Path root = terminal.here().resolve(folder).normalize();
        refuseFull(root);
        SequencedMap<String, String> files = NewRepository.files(cluster, environment);
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = root.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
            }
        } catch (IOException e) {
            throw new RefusedCommandException("The repository cannot be written to " + root + ": " + reason(e));
        }
        terminal.say("A new fleet repository stands in " + root + ":");
        files.keySet().forEach(path -> terminal.say("  " + path));
        terminal.say("Next:");
        next().forEach(line -> terminal.say("  " + line));
        return 0;
    }

    private List<String> next() {
        return List.of(
                "cd " + folder,
                "pilothouse repo lint",
                cluster.isPresent()
                        ? "pilothouse repo render --cluster " + cluster.get()
                        : "describe a cluster in fleet/clusters/<cluster>.yaml",
                "git init -b main && git add -A && git commit -m \"The fleet\"",
                "push it, and start an agent with its URL: pilothouse agent run --config agent.yaml");
    }

    private static void refuseOddName(String option, Optional<String> name) throws RefusedCommandException {
        if (name.isPresent() && !PathNames.isLabel(name.get())) {
            throw new RefusedCommandException("The option " + option + " must be a name of lower-case letters, digits"
                    + " and dashes, at most 63, such as prod-eu-1.");
        }
    }

    /// A folder in which only `git init` was run is as good as an empty one.
    private static void refuseFull(Path root) throws RefusedCommandException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new RefusedCommandException(root + " is no folder.");
        }
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> entries = Files.list(root)) {
            Optional<String> something = entries.map(
                            entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(".git"))
                    .sorted()
                    .findFirst();
            if (something.isPresent()) {
                throw new RefusedCommandException("The folder " + root + " is not empty: it has "
                        + PathNames.printable(something.get()) + ". Name an empty folder, or one that does not exist.");
            }
        } catch (IOException e) {
            throw new RefusedCommandException("The folder " + root + " cannot be looked at: " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException ignored -> "this user may not.";
            case FileAlreadyExistsException ignored -> "something is in the way.";
            default -> e.getMessage() + ".";
        };
    }
}
