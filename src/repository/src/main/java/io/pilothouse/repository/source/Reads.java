package io.pilothouse.repository.source;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.FleetTree;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What rendering reads. Equal reads render to equal objects.
///
/// @param ids by path, which begins with its tree's prefix: the id of a file's content, or of all that is in a folder;
///     empty where something was looked for and is not there, because its coming would change what is rendered
/// @param listed folders whose entries decided what is read, by path, with the id of all that is in them: what is the
///     same in all of them need not be looked for again
public record Reads(SortedMap<String, String> ids, SortedMap<String, String> listed) {
    public static final Reads NONE = new Reads(new TreeMap<>(), new TreeMap<>());

    public Reads {
        ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
        listed = Collections.unmodifiableSortedMap(new TreeMap<>(listed));
    }

    /// Collects reads. Not safe for use by several threads at once.
    public static final class Builder {
        private final SortedMap<String, String> ids = new TreeMap<>();
        private final SortedMap<String, String> listed = new TreeMap<>();

        public Builder add(FleetTree tree, TreeEntry entry) {
            ids.put(tree.prefix() + entry.path(), entry.id());
            return this;
        }

        public Builder missing(FleetTree tree, String path) {
            ids.putIfAbsent(tree.prefix() + path, "");
            return this;
        }

        /// Notes a folder whose entries were looked through.
        public Builder listed(FleetTree tree, TreeEntry folder) {
            listed.put(tree.prefix() + folder.path(), folder.id());
            return this;
        }

        /// @param supply what comes from elsewhere, such as a chart's address
        /// @param id of its content, empty where it is not here
        public Builder supply(String supply, String id) {
            ids.put(supply, id);
            return this;
        }

        public Builder addAll(Reads other) {
            ids.putAll(other.ids());
            listed.putAll(other.listed());
            return this;
        }

        public Reads build() {
            return new Reads(ids, listed);
        }
    }
}
