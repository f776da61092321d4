package io.pilothouse.core.application;

import java.util.List;
import java.util.stream.Collectors;

/// Applications by name in a sentence, which has to stay one when there are a thousand.
public final class ApplicationNames {
    private static final int MOST = 20;

    private ApplicationNames() {}

    /// @return the first names, and how many more there are
    public static String of(List<ApplicationKey> applications) {
        String first =
                applications.stream().limit(MOST).map(ApplicationKey::path).collect(Collectors.joining(", "));
        return applications.size() <= MOST ? first : first + " and " + (applications.size() - MOST) + " more";
    }
}
