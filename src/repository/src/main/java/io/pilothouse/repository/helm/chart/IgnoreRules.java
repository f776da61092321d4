package io.pilothouse.repository.helm.chart;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// What a `.helmignore` leaves out of a chart's folder, by Helm's rules, which resemble Git's without being them: a
/// pattern without slash is compared with the name alone, `!` turns one pattern around, and there is no `**`.
final class IgnoreRules {
    static final String FILE = ".helmignore";
    static final int LARGEST = 64 << 10;
    static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<Rule> rules;

    private record Rule(PathMatcher matcher, boolean isNegated, boolean isForFolders, Scope scope) {}

    private enum Scope {
        FROM_THE_ROOT,
        WHOLE_PATH,
        NAME
    }

    private IgnoreRules(List<Rule> rules) {
        this.rules = rules;
    }

    static IgnoreRules parse(byte[] content) throws RefusedChartException {
        List<Rule> rules = new ArrayList<>();
        int line = 0;
        for (String written : new String(content, StandardCharsets.UTF_8).split("\r?\n", -1)) {
            line++;
            String pattern = written.strip();
            if (pattern.isEmpty() || pattern.startsWith("#")) {
                continue;
            }
            if (pattern.contains("**")) {
                throw new RefusedChartException("PH-180", FILE, line, "Helm knows no ** here: write * for each level.");
            }
            rules.add(rule(pattern, line));
        }
        return new IgnoreRules(rules);
    }

    private static Rule rule(String written, int line) throws RefusedChartException {
        boolean isNegated = written.startsWith("!");
        String pattern = isNegated ? written.substring(1) : written;
        boolean isForFolders = pattern.endsWith("/");
        pattern = isForFolders ? pattern.substring(0, pattern.length() - 1) : pattern;
        Scope scope =
                pattern.startsWith("/") ? Scope.FROM_THE_ROOT : pattern.contains("/") ? Scope.WHOLE_PATH : Scope.NAME;
        pattern = scope == Scope.FROM_THE_ROOT ? pattern.substring(1) : pattern;
        try {
            // Helm's patterns know no alternatives, and turn a class around with ^
            String glob = pattern.replace("{", "\\{").replace("}", "\\}").replace("[^", "[!");
            return new Rule(FileSystems.getDefault().getPathMatcher("glob:" + glob), isNegated, isForFolders, scope);
        } catch (PatternSyntaxException e) {
            throw new RefusedChartException("PH-180", FILE, line, "This is no pattern: check its brackets.");
        }
    }

    /// @param path of a file within the chart
    /// @return true if the file, or a folder it is in, is left out
    boolean isIgnored(String path) {
        if (path.equals(FILE) || isHiddenTemplate(path)) {
            return true;
        }
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (isNamed(path.substring(0, slash), true)) {
                return true;
            }
        }
        return isNamed(path, false);
    }

    /// Helm's own rule, `templates/.?*`.
    private static boolean isHiddenTemplate(String path) {
        return path.startsWith("templates/.") && path.length() > "templates/.".length();
    }

    private boolean isNamed(String path, boolean isFolder) {
        for (Rule rule : rules) {
            Path compared = Path.of(rule.scope() == Scope.NAME ? path.substring(path.lastIndexOf('/') + 1) : path);
            boolean isMet = (isFolder || !rule.isForFolders()) && rule.matcher().matches(compared);
            // what a turned rule does not meet is left out; the rules after it decide about the rest
            if (isMet != rule.isNegated()) {
                return true;
            }
        }
        return false;
    }
}
