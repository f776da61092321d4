package io.pilothouse.repository.tool.lint;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.OddWord;
import io.pilothouse.repository.yaml.OddWords;
import io.pilothouse.repository.yaml.YamlLimits;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Points out unquoted words that YAML 1.1, which Kubernetes reads, and YAML 1.2, which many editors and people read,
/// take for different things.
final class AmbiguousWords {
    private final FleetTree tree;
    private final Report report;

    AmbiguousWords(FleetTree tree, Report report) {
        this.tree = tree;
        this.report = report;
    }

    /// @param paths of files that somebody reads; others than YAML of this repository are passed over
    void look(Collection<String> paths) throws DamagedTreeException {
        for (String path : paths) {
            String name = path.toLowerCase(Locale.ROOT);
            // what templates hold is YAML only once they are rendered
            boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
            if (!isYaml || path.contains(":") || path.contains("/templates/")) {
                continue;
            }
            Optional<TreeEntry> file = tree.find(path).filter(TreeEntry::isFile);
            if (file.isPresent() && tree.size(file.get()) <= YamlLimits.DEFAULT.bytes()) {
                for (OddWord word : OddWords.in(tree.read(file.get(), YamlLimits.DEFAULT.bytes()))) {
                    report.add(
                            Severity.NOTICE,
                            "PH-165",
                            new Origin(PathNames.printable(path), 1, word.line()),
                            word.meaning().sentence());
                }
            }
        }
    }
}
