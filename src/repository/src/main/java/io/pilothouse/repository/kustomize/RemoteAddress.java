package io.pilothouse.repository.kustomize;

import io.pilothouse.repository.source.GitReference;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A folder of another Git repository, as the addresses of Kustomize name it.
///
/// | Written | Repository | Folder |
/// |---|---|---|
/// | `https://host/org/repo//path?ref=v1` | `https://host/org/repo` | `path` |
/// | `https://host/org/repo/path?ref=v1` | `https://host/org/repo` | `path` |
/// | `https://host/a/b/c.git/path` | `https://host/a/b/c.git` | `path` |
/// | `ssh://git@host/org/repo//path` | `ssh://git@host/org/repo` | `path` |
/// | `git@host:org/repo//path` | `git@host:org/repo` | `path` |
/// | `github.com/org/repo/path` | `https://github.com/org/repo` | `path` |
///
/// @param git the repository and what of it
/// @param path the folder, empty for the root
/// @param unsupported the first parameter that is none of `ref`, `version`, `timeout`, `submodules=false`
record RemoteAddress(GitReference git, String path, Optional<String> unsupported) {
    private static final Pattern SCHEME = Pattern.compile("(?i)(https|http|ssh|file)://.+");
    private static final Pattern SCP = Pattern.compile("(?i)([a-z][a-z0-9._-]*@)([^/:]+):(.+)");
    private static final Pattern SHORT = Pattern.compile("(?i)(gh:|github\\.com[:/])(.+)");
    private static final String GITHUB = "https://github.com/";
    /// A fetch has limits of its own here.
    private static final List<String> WITHOUT_EFFECT = List.of("timeout");

    /// @return empty where it is not the address of a repository
    static Optional<RemoteAddress> parse(String written) {
        String address = written.startsWith("git::") ? written.substring(5) : written;
        Matcher scp = SCP.matcher(address);
        Matcher abbreviated = SHORT.matcher(address);
        if (SCHEME.matcher(address).matches()) {
            int scheme = address.indexOf("://") + 3;
            int slash = address.indexOf('/', scheme);
            return slash < 0 ? Optional.empty() : split(address.substring(0, slash + 1), address.substring(slash + 1));
        }
        if (abbreviated.matches()) {
            return split(GITHUB, abbreviated.group(2));
        }
        return scp.matches() ? split(scp.group(1) + scp.group(2) + ":", scp.group(3)) : Optional.empty();
    }

    /// @return true for what looks like the address of a single file
    static boolean isFile(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        boolean isWeb = lower.startsWith("https://") || lower.startsWith("http://");
        return isWeb
                && (lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json"))
                && lower.indexOf("//", 8) < 0
                && !lower.contains("?");
    }

    private static Optional<RemoteAddress> split(String host, String rest) {
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        int end = endOfRepository(path);
        String repository = path.substring(0, end);
        if (repository.isEmpty() || repository.startsWith("/")) {
            return Optional.empty();
        }
        Map<String, String> parameters = parameters(query < 0 ? "" : rest.substring(query + 1));
        String ref = Optional.of(parameters.getOrDefault("ref", ""))
                .filter(one -> !one.isEmpty())
                .orElse(parameters.getOrDefault("version", ""));
        String folder = path.substring(end).replaceFirst("^/+", "").replaceFirst("/+$", "");
        return Optional.of(
                new RemoteAddress(new GitReference(host + repository, ref), folder, unsupported(parameters)));
    }

    private static int endOfRepository(String path) {
        int explicit = path.indexOf("//");
        if (explicit > 0) {
            return explicit;
        }
        int azure = path.indexOf("_git/");
        if (azure >= 0) {
            return slashOrEnd(path, azure + 5);
        }
        int suffix = path.indexOf(".git");
        if (suffix > 0 && (suffix + 4 == path.length() || path.charAt(suffix + 4) == '/')) {
            return suffix + 4;
        }
        int organization = path.indexOf('/');
        return organization < 0 ? path.length() : slashOrEnd(path, organization + 1);
    }

    private static int slashOrEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            if (!name.isEmpty()) {
                parameters.putIfAbsent(name, value);
            }
        }
        return parameters;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static Optional<String> unsupported(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(one -> !List.of("ref", "version").contains(one.getKey()))
                .filter(one -> !WITHOUT_EFFECT.contains(one.getKey()))
                .filter(one ->
                        !(one.getKey().equals("submodules") && one.getValue().equals("false")))
                .map(Map.Entry::getKey)
                .map(name -> name.chars().allMatch(Character::isLetterOrDigit) ? name : "…")
                .sorted()
                .findFirst();
    }
}
