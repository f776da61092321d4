package io.pilothouse.repository.source;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.YamlFile;

/// Gives the YAML and JSON documents of files, through the gate. Not safe for use by several threads at once.
public interface Documents {

    /// @return what the file holds, or why it cannot be used
    default YamlFile parse(FleetTree tree, TreeEntry file) throws DamagedTreeException {
        return parse(tree, file, Dialect.KUBERNETES);
    }

    /// @return what the file holds, or why it cannot be used
    YamlFile parse(FleetTree tree, TreeEntry file, Dialect dialect) throws DamagedTreeException;
}
