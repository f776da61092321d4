package io.pilothouse.repository.helm.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Makes headers of credentials.
final class Logins {
    private Logins() {}

    /// @return the header's value, empty where there is no login
    static Optional<String> basic(Optional<ChartSettings.Login> login) throws FailedFetchException {
        if (login.isEmpty()) {
            return Optional.empty();
        }
        String password = login.get()
                .password()
                .read()
                .orElseThrow(() -> new FailedFetchException(
                        "PH-185",
                        "The password for the chart repository cannot be read: "
                                + login.get().password().place() + " is missing or empty."));
        String pair = login.get().username() + ":" + password;
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
