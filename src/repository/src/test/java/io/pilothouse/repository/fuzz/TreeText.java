package io.pilothouse.repository.fuzz;

import io.pilothouse.repository.tree.MapTree;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// A tree as one text that a fuzzer can change and people can read: `-- path --` on a line of its own, then the file's
/// content. The format is Go's txtar.
final class TreeText {
    private static final int MOST_FILES = 60;
    private static final String BEFORE = "-- ";
    private static final String AFTER = " --";

    private TreeText() {}

    /// @return contents by path; only paths that Git can hold, and no file where a folder is
    static SortedMap<String, String> files(byte[] text) {
        SortedMap<String, String> files = new TreeMap<>();
        String path = "";
        StringBuilder content = new StringBuilder();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.startsWith(BEFORE) && line.endsWith(AFTER) && line.length() > BEFORE.length() + AFTER.length()) {
                add(files, path, content);
                path = line.substring(BEFORE.length(), line.length() - AFTER.length());
                content.setLength(0);
            } else {
                content.append(line).append('\n');
            }
        }
        add(files, path, content);
        return files;
    }

    /// @return the text that is read as these files
    static byte[] of(SortedMap<String, String> files) {
        StringBuilder text = new StringBuilder();
        files.forEach((path, content) -> text.append(BEFORE)
                .append(path)
                .append(AFTER)
                .append('\n')
                .append(content)
                .append(content.isEmpty() || content.endsWith("\n") ? "" : "\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static MapTree tree(SortedMap<String, String> files) {
        MapTree tree = new MapTree();
        files.forEach(tree::with);
        return tree;
    }

    /// @return true if the path is one of these, or in a folder that is
    static boolean isIn(String path, Collection<String> names) {
        return names.stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "/"));
    }

    private static void add(SortedMap<String, String> files, String path, StringBuilder content) {
        if (files.size() < MOST_FILES && isPath(path) && !isInTheWay(files, path)) {
            files.put(path, content.toString());
        }
    }

    private static boolean isPath(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            return false;
        }
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.equalsIgnoreCase(".git")) {
                return false;
            }
        }
        return true;
    }

    /// A file cannot be a folder too.
    private static boolean isInTheWay(SortedMap<String, String> files, String path) {
        if (!files.subMap(path + "/", path + "0").isEmpty()) {
            return true;
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (files.containsKey(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }
}
