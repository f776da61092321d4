package io.pilothouse.core.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of an object, in the order in which they were declared; never changes. Two arrays, because an agent holds
/// every object of its slice, and most of a linked hash map is the map: this takes a quarter of it. Up to eight names
/// are found by looking at each, more by a table of their hashes.
final class Fields extends AbstractMap<String, Json> implements SequencedMap<String, Json> {
    private static final int FEW = 8;
    private static final int[] NO_TABLE = {};

    private final String[] names;
    private final Json[] values;
    /// Positions plus one by hash, with the next free place for what collides; empty for few names.
    private final int[] table;

    private Fields(String[] names, Json[] values) {
        this.names = names;
        this.values = values;
        this.table = names.length > FEW ? table(names) : NO_TABLE;
    }

    static Fields of(Map<String, Json> fields) {
        if (fields instanceof Fields already) {
            return already;
        }
        String[] names = new String[fields.size()];
        Json[] values = new Json[names.length];
        int next = 0;
        for (Map.Entry<String, Json> field : fields.entrySet()) {
            names[next] = field.getKey();
            values[next++] = field.getValue();
        }
        return new Fields(names, values);
    }

    private static int[] table(String[] names) {
        int[] table = new int[Integer.highestOneBit(names.length) * 4];
        for (int position = 0; position < names.length; position++) {
            int place = place(names[position], table);
            while (table[place] != 0) {
                place = (place + 1) & (table.length - 1);
            }
            table[place] = position + 1;
        }
        return table;
    }

    private static int place(String name, int[] table) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 16)) & (table.length - 1);
    }

    /// @return where the name is, or -1
    private int find(String name) {
        if (table.length == 0) {
            for (int i = 0; i < names.length; i++) {
                if (names[i].equals(name)) {
                    return i;
                }
            }
            return -1;
        }
        for (int place = place(name, table); table[place] != 0; place = (place + 1) & (table.length - 1)) {
            if (names[table[place] - 1].equals(name)) {
                return table[place] - 1;
            }
        }
        return -1;
    }

    @Override
    public @Nullable Json get(@Nullable Object name) {
        int position = name instanceof String text ? find(text) : -1;
        return position < 0 ? null : values[position];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && find(text) >= 0;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public Set<Entry<String, Json>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Json>> iterator() {
                return entries();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }

    private Iterator<Entry<String, Json>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < names.length;
            }

            @Override
            public Entry<String, Json> next() {
                if (next == names.length) {
                    throw new NoSuchElementException();
                }
                return Map.entry(names[next], values[next++]);
            }
        };
    }

    @Override
    public SequencedMap<String, Json> reversed() {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(this)).reversed();
    }
}
