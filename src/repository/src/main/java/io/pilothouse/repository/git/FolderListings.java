package io.pilothouse.repository.git;

import io.pilothouse.core.slice.TreeEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/// What stands in folders, kept by Git's id of each folder. The id stands for the content, so an entry is right for
/// ever and for every commit: a commit that changes one folder costs the reading of that folder and of those above it.
/// Bounded by the number of entries. Not safe for use by several threads at once.
final class FolderListings {
    private static final int CAPACITY = 50_000;

    /// A listing costs about as much as this many entries, even an empty one.
    private static final int OVERHEAD = 4;

    private final int capacity;
    private final Map<ObjectId, Map<String, Item>> byId = new LinkedHashMap<>(64, 0.75f, true);
    private int size;

    /// @param id of the file's content, or of what is in the folder
    record Item(TreeEntry.Kind kind, ObjectId id) {}

    FolderListings() {
        this(CAPACITY);
    }

    /// @param capacity entries to keep
    FolderListings(int capacity) {
        this.capacity = capacity;
    }

    /// @param most entries to read
    /// @return what stands in the folder, by name, in Git's order; empty if that is more than `most`
    Optional<Map<String, Item>> of(Repository repository, ObjectId folder, int most) throws IOException {
        Map<String, Item> known = byId.get(folder);
        if (known != null) {
            return known.size() > most ? Optional.empty() : Optional.of(known);
        }
        Map<String, Item> items = new LinkedHashMap<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            CanonicalTreeParser tree = new CanonicalTreeParser(null, reader, folder);
            for (; !tree.eof(); tree.next()) {
                if (items.size() == most) {
                    return Optional.empty();
                }
                // a server's tree with one name twice was refused when it was fetched
                items.putIfAbsent(name(tree), new Item(kind(tree.getEntryRawMode()), tree.getEntryObjectId()));
            }
        }
        keep(folder, items);
        return Optional.of(items);
    }

    private void keep(ObjectId folder, Map<String, Item> items) {
        byId.put(folder.copy(), items);
        size += items.size() + OVERHEAD;
        var eldest = byId.values().iterator();
        while (size > capacity && eldest.hasNext()) {
            size -= eldest.next().size() + OVERHEAD;
            eldest.remove();
        }
    }

    private static TreeEntry.Kind kind(int rawMode) {
        return switch (rawMode & FileMode.TYPE_MASK) {
            case FileMode.TYPE_TREE -> TreeEntry.Kind.FOLDER;
            case FileMode.TYPE_FILE -> TreeEntry.Kind.FILE;
            case FileMode.TYPE_SYMLINK -> TreeEntry.Kind.SYMLINK;
            default -> TreeEntry.Kind.SUBMODULE;
        };
    }

    /// Names that are not UTF-8 get the replacement character, by which they are refused where they matter.
    private static String name(CanonicalTreeParser tree) {
        byte[] raw = new byte[tree.getNameLength()];
        tree.getName(raw, 0);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(raw, StandardCharsets.UTF_8);
        }
    }
}
