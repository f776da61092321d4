package io.pilothouse.core.slice;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/// Rules for paths and names of the fleet repository.
public final class PathNames {
    private static final int LONGEST = 255;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private PathNames() {}

    /// @return true for a name that Kubernetes takes for a namespace: letters, digits and dashes, at most 63
    public static boolean isLabel(String name) {
        return LABEL.matcher(name).matches();
    }

    /// @return why a path of the repository is refused, empty if it may be used
    public static Optional<String> problem(String path) {
        if (path.codePoints().anyMatch(PathNames::isDeceptive)) {
            return Optional.of("The path " + printable(path)
                    + " holds characters that cannot be seen, or is not UTF-8: rename it.");
        }
        if (!Normalizer.isNormalized(path, Normalizer.Form.NFC)) {
            return Optional.of("The path " + printable(path)
                    + " writes a letter and its accent as two characters (not Unicode NFC): rename it.");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                return Optional.of("The path " + printable(path).substring(0, 60) + "… has a part longer than "
                        + LONGEST + " bytes: rename it.");
            }
        }
        return Optional.empty();
    }

    /// @return the path with everything that cannot be seen written as `<U+XXXX>`
    public static String printable(String path) {
        StringBuilder out = new StringBuilder();
        path.codePoints().forEach(c -> {
            if (isDeceptive(c)) {
                out.append("<U+%04X>".formatted(c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isDeceptive(int c) {
        int type = Character.getType(c);
        return c == '\\'
                || c == 0xFFFD
                || type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED;
    }

    /// Resolves a path that an application names.
    ///
    /// @param written from the repository's root, or relative if it begins with `./` or `../`
    /// @param folder what a relative path is relative to
    /// @return the path from the root, empty if it leads outside the repository or is not a path below its root
    public static Optional<String> resolve(String written, String folder) {
        if (written.isBlank() || written.startsWith("/") || written.contains("\\")) {
            return Optional.empty();
        }
        boolean isRelative =
                written.equals(".") || written.startsWith("./") || written.equals("..") || written.startsWith("../");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (isRelative ? folder + "/" + written : written).split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.isEmpty()) {
                        return Optional.empty();
                    }
                    parts.removeLast();
                }
                default -> parts.addLast(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
    }

    /// @param folder empty for the root
    /// @return the path of something in a folder
    public static String in(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /// @return true if one of the paths is the other, or contains it
    public static boolean overlap(String one, String other) {
        return one.equals(other) || one.startsWith(other + "/") || other.startsWith(one + "/");
    }
}
