package io.pilothouse.testkit.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// What a commit does to the files of its parent. Immutable; paths are relative, with `/`.
public final class Change {
    private static final Change NOTHING = new Change(Map.of(), false);

    private final Map<String, Edit> edits;
    private final boolean startsEmpty;

    sealed interface Edit {
        @SuppressWarnings("ArrayRecordComponent") // handed on to Git, never compared
        record Put(Mode mode, byte[] content) implements Edit {}

        record Delete() implements Edit {}
    }

    enum Mode {
        FILE,
        EXECUTABLE,
        SYMLINK
    }

    private Change(Map<String, Edit> edits, boolean startsEmpty) {
        this.edits = edits;
        this.startsEmpty = startsEmpty;
    }

    /// An empty commit; what a change is built from.
    public static Change none() {
        return NOTHING;
    }

    public static Change files(Map<String, String> files) {
        var change = NOTHING;
        for (var file : new TreeMap<>(files).entrySet()) {
            change = change.put(file.getKey(), file.getValue());
        }
        return change;
    }

    /// All files of a folder on disk, under the same relative paths; what other paths hold stays.
    public static Change folder(Path folder) {
        try (var found = Files.walk(folder)) {
            var change = NOTHING;
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                var mode = Files.isExecutable(file) ? Mode.EXECUTABLE : Mode.FILE;
                change = change.with(path, new Edit.Put(mode, Files.readAllBytes(file)));
            }
            return change;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    /// The parent's files all go; only what this change puts is left.
    public Change onEmptyTree() {
        return new Change(edits, true);
    }

    public Change put(String path, String content) {
        return put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public Change put(String path, byte[] content) {
        return with(path, new Edit.Put(Mode.FILE, content.clone()));
    }

    public Change putSymlink(String path, String target) {
        return with(path, new Edit.Put(Mode.SYMLINK, target.getBytes(StandardCharsets.UTF_8)));
    }

    /// A file, or a folder with all that is in it.
    public Change delete(String path) {
        return with(path, new Edit.Delete());
    }

    Map<String, Edit> edits() {
        return edits;
    }

    boolean startsEmpty() {
        return startsEmpty;
    }

    private Change with(String path, Edit edit) {
        var more = new LinkedHashMap<>(edits);
        more.put(path, edit);
        return new Change(more, startsEmpty);
    }
}
