package io.pilothouse.core.tolerance;

import io.pilothouse.core.policy.Glob;
import java.util.ArrayList;
import java.util.List;

/// A path of an ignore rule, such as `/spec/template/spec/containers[name=*]/resources`: it stands for the field and
/// all below it.
///
/// Steps are fields, as in a JSON pointer (`/` is `~1` and `~` is `~0` in names), and items of lists in brackets: by
/// some of their key fields, or by their value in a set. `*` stands for anything within a name or a value; the step
/// `/*` also for any item.
///
/// @param steps each with the character it begins with
record PathPattern(List<String> steps) {
    PathPattern {
        steps = List.copyOf(steps);
    }

    static PathPattern of(String text) {
        return new PathPattern(split(text.equals("/") ? "" : text));
    }

    /// @param path of a drifted field
    boolean covers(String path) {
        return covers(split(path));
    }

    private boolean covers(List<String> path) {
        if (path.size() < steps.size()) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            if (!isStep(steps.get(i), path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStep(String pattern, String step) {
        if (pattern.equals("/*")) {
            return true;
        }
        if (pattern.charAt(0) != step.charAt(0)) {
            return false;
        }
        boolean isSame = Glob.matches(pattern, step);
        return isSame || (pattern.charAt(0) == '[' && isKey(inside(pattern), inside(step)));
    }

    private static boolean isKey(String pattern, String key) {
        List<String> pairs = pairs(key);
        return pairs(pattern).stream()
                .allMatch(wanted ->
                        wanted.indexOf('=') > 0 && pairs.stream().anyMatch(pair -> Glob.matches(wanted, pair)));
    }

    private static String inside(String step) {
        return step.endsWith("]") ? step.substring(1, step.length() - 1) : step.substring(1);
    }

    private static List<String> split(String path) {
        List<String> steps = new ArrayList<>();
        int from = 0;
        boolean isQuoted = false;
        boolean isInside = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean isStart = !isInside && (c == '/' || c == '[');
            if (isStart && i > from) {
                steps.add(unescaped(path.substring(from, i)));
                from = i;
            }
            if (isInside && isQuoted && c == '\\') {
                i++;
            } else if (isInside && c == '"') {
                isQuoted = !isQuoted;
            } else if (isInside && !isQuoted && c == ']') {
                isInside = false;
            } else if (c == '[') {
                isInside = true;
            }
        }
        if (path.length() > from) {
            steps.add(unescaped(path.substring(from)));
        }
        return steps;
    }

    private static String unescaped(String step) {
        return step.startsWith("/") ? "/" + step.substring(1).replace("~1", "/").replace("~0", "~") : step;
    }

    private static List<String> pairs(String key) {
        List<String> pairs = new ArrayList<>();
        StringBuilder pair = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            isQuoted ^= c == '"' && (i == 0 || key.charAt(i - 1) != '\\');
            if (c == ',' && !isQuoted) {
                pairs.add(pair.toString());
                pair.setLength(0);
            } else {
                pair.append(c);
            }
        }
        pairs.add(pair.toString());
        return pairs;
    }
}
