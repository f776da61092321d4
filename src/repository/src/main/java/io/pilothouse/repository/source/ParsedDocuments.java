package io.pilothouse.repository.source;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.repository.yaml.YamlLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parsed files, kept by Git's id of their content: a base that ten applications share is parsed once, and a commit
/// that
/// changes one file parses one file. Bounded by the bytes of the files it stands for. Not safe for use by several
/// threads
/// at once.
public final class ParsedDocuments implements Documents {
    private record Parsed(YamlFile file, long bytes) {}

    private final long capacity;
    private final Map<String, Parsed> byId = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /// @param capacity bytes of source text to keep parsed
    public ParsedDocuments(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public YamlFile parse(FleetTree tree, TreeEntry file, Dialect dialect) throws DamagedTreeException {
        String id = dialect == Dialect.KUBERNETES ? file.id() : file.id() + dialect;
        Parsed known = byId.get(id);
        if (known != null) {
            return known.file();
        }
        YamlLimits limits = YamlLimits.DEFAULT;
        long size = tree.size(file);
        if (size > limits.bytes()) {
            return new YamlFile(List.of(), List.of(YamlGate.tooLarge(size, limits)));
        }
        YamlFile parsed = YamlGate.parse(tree.read(file, limits.bytes()), limits, dialect);
        // a small file still costs its entry
        keep(id, new Parsed(parsed, size + 256));
        return parsed;
    }

    private void keep(String id, Parsed parsed) {
        byId.put(id, parsed);
        bytes += parsed.bytes();
        var eldest = byId.entrySet().iterator();
        while (bytes > capacity && eldest.hasNext()) {
            bytes -= eldest.next().getValue().bytes();
            eldest.remove();
        }
    }
}
