package io.pilothouse.repository.helm.chart;

/// The name under which a template stands on disk: it begins with `_`, so that Helm parses it without rendering it,
/// and sorts among the other names as the original one did, because of two definitions with the same name Helm
/// takes the one that sorts first.
final class HiddenName {
    private HiddenName() {}

    static String of(String path) {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(0, name) + (path.charAt(name) < '_' ? "_!" : "_~") + path.substring(name);
    }

    /// @param text in which hidden paths stand
    /// @return the text with the original ones
    static String original(String text) {
        return text.replace("/_!", "/").replace("/_~", "/");
    }
}
