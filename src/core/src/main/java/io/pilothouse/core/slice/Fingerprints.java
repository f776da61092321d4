package io.pilothouse.core.slice;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Digest;
import java.util.List;
import java.util.SortedMap;

/// Fingerprints of what an application is rendered from.
public final class Fingerprints {
    /// Raised whenever the same input renders to something else than before, so that nobody keeps the old
    /// rendering.
    private static final String RENDERING = "2";

    private Fingerprints() {}

    /// @param application which, because its name is rendered into its objects
    /// @param settings what else decides the outcome: policy, variables, mistakes that were found
    /// @param reads the id of everything it reads, by path
    /// @return equal for equal renderings
    public static Digest of(ApplicationKey application, List<String> settings, SortedMap<String, String> reads) {
        StringBuilder text = new StringBuilder(RENDERING).append('\n').append(application);
        settings.forEach(setting ->
                text.append('\n').append(setting.length()).append(' ').append(setting));
        reads.forEach((path, id) -> text.append('\n').append(id).append(' ').append(path));
        return Digest.of(text.toString());
    }
}
