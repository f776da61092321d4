package io.pilothouse.repository.tool;

import io.pilothouse.core.slice.NearestName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The arguments that every command shares.
final class Where {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The fleet repository, or a folder in it; the current folder if left out.")
    private Optional<Path> folder = Optional.empty();

    /// The revision that several commands may read instead of the folder.
    static final class At {
        @Option(
                names = "--revision",
                paramLabel = "REVISION",
                description = "A commit, branch or tag; the folder as it is now, committed or not, if left out.")
        private Optional<String> revision = Optional.empty();

        Optional<String> revision() {
            return revision;
        }
    }

    Place place(Terminal terminal) throws RefusedCommandException {
        return Place.around(folder(terminal));
    }

    Path folder(Terminal terminal) {
        return folder.map(terminal.here()::resolve).orElse(terminal.here());
    }

    /// @return the chosen word, if it is one of these
    static String choice(String option, String chosen, List<String> words) throws RefusedCommandException {
        if (!words.contains(chosen)) {
            throw new RefusedCommandException("The option " + option + " must be one of " + String.join(", ", words)
                    + ", but is \"" + chosen + "\"." + NearestName.hint(chosen, words));
        }
        return chosen;
    }
}
