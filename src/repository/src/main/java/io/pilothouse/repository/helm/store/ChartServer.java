package io.pilothouse.repository.helm.store;

import java.io.IOException;
import java.nio.file.Path;

/// A place where charts are, by either of the two protocols.
sealed interface ChartServer permits HttpRepository, OciRegistry {
    /// The largest archive that is fetched.
    long LARGEST_CHART = 20L << 20;

    /// Finds out which chart a reference means now.
    Offer resolve() throws FailedFetchException, IOException;

    /// A chart that can be fetched.
    ///
    /// @param version its exact version
    /// @param digest SHA-256 that the server promises, in hexadecimal; empty where it promises none
    record Offer(String version, String digest, ServerAddress address) {}

    /// Fetches an offer.
    ///
    /// @param file where to write it
    /// @return SHA-256 of what was written
    String download(Offer offer, Path file) throws FailedFetchException, IOException;

    /// Refuses what is not what was promised.
    static void verify(Offer offer, String digest) throws FailedFetchException {
        if (!offer.digest().isEmpty() && !offer.digest().equalsIgnoreCase(digest)) {
            throw new FailedFetchException(
                    "PH-188",
                    "The chart that the server " + offer.address().shown()
                            + " sends is not the one that its list names (SHA-256 differs): it was changed on the way"
                            + " or on the server.");
        }
    }

    /// @return what to say of an answer that is no good
    static FailedFetchException refused(int status, String shown) {
        return switch (status) {
            case 401 ->
                new FailedFetchException(
                        "PH-185",
                        "The server " + shown + " refuses our credentials, or wants some: check the settings.");
            case 403 ->
                new FailedFetchException(
                        "PH-185", "The server " + shown + " does not let us read this: check our rights there.");
            case 404 -> new FailedFetchException("PH-186", "The server " + shown + " has no such chart or version.");
            case 429 ->
                new FailedFetchException("PH-185", "The server " + shown + " has had too many questions from here.");
            default ->
                new FailedFetchException(
                        "PH-185", "The server " + shown + " answers with an error (HTTP " + status + ").");
        };
    }
}
