package io.pilothouse.repository.source;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.core.slice.Variables;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.Substituting;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlLimits;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Documents as one application reads them: with its variables replaced. Because everything that is rendered comes
/// through here before it is rendered, a generated name changes with the variables that went into its content.
public final class SubstitutedDocuments implements Documents {
    private static final int MOST_UNKNOWN = 1_000;

    private final Documents documents;
    private final Variables variables;
    private final SortedMap<String, String> unknown = new TreeMap<>();

    /// @param documents where they come from
    public SubstitutedDocuments(Documents documents, Variables variables) {
        this.documents = documents;
        this.variables = variables;
    }

    @Override
    public YamlFile parse(FleetTree tree, TreeEntry file, Dialect dialect) throws DamagedTreeException {
        YamlFile parsed = documents.parse(tree, file, dialect);
        return new Substituting(variables, YamlLimits.DEFAULT, name -> note(name, tree.prefix() + file.path()))
                .apply(parsed, dialect);
    }

    /// @return names that look like variables and that nobody declared, each with one file that has it
    public SortedMap<String, String> unknown() {
        return Collections.unmodifiableSortedMap(unknown);
    }

    private void note(String name, String file) {
        if (unknown.size() < MOST_UNKNOWN) {
            unknown.putIfAbsent(name, file);
        }
    }
}
