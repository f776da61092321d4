package io.pilothouse.repository.helm.store;

import io.pilothouse.repository.helm.version.Version;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Charts of chart repositories. [#find] answers at once from what is on disk and remembers what it was asked for;
/// [#fetch] gets that, one chart after the other, in the caller's own time. Safe for use by several threads at once;
/// finding never waits for fetching.
public final class ChartStore {
    private static final int MOST_ASKED = 2_000;
    private static final Duration IN_USE = Duration.ofHours(1);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,249}");
    private static final Pattern PATH = Pattern.compile("(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
    private static final Pattern FULL_VERSION = Pattern.compile("v?\\d+\\.\\d+\\.\\d+([-+].*)?");
    private static final String OCI = "oci://";

    private final ChartSettings settings;
    private final InstantSource time;
    private final ChartCache cache;
    private final Map<ChartReference, Asked> asked = new LinkedHashMap<>(16, 0.75f, true);

    /// What is known of a reference.
    ///
    /// @param resolved when a server was last asked about it with success, [Instant#MIN] for never
    /// @param failure of the last attempt
    private record Asked(Instant resolved, Optional<FailedFetchException> failure) {
        private static final Asked NEW = new Asked(Instant.MIN, Optional.empty());
    }

    private ChartStore(ChartSettings settings, InstantSource time, ChartCache cache) {
        this.settings = settings;
        this.time = time;
        this.cache = cache;
    }

    /// @throws IOException if the settings' folder cannot be used
    public static ChartStore of(ChartSettings settings, InstantSource time) throws IOException {
        return new ChartStore(settings, time, new ChartCache(settings));
    }

    /// Looks up a chart. Never waits.
    public Supply<ChartArchive> find(ChartReference reference) {
        try {
            server(reference, Web.of(settings));
        } catch (FailedFetchException e) {
            return new Supply.Missing<>(e.code(), e.sentence());
        }
        Asked known = ask(reference);
        Optional<ChartArchive> archive = cache.find(reference);
        if (archive.isPresent()) {
            cache.touch(archive.get(), time.instant());
            return new Supply.Here<>(archive.get(), archive.get().digest());
        }
        return known.failure()
                .<Supply<ChartArchive>>map(failure -> new Supply.Missing<>(failure.code(), failure.sentence()))
                .orElseGet(() -> new Supply.Missing<>(
                        "PH-185",
                        "The chart " + reference.name() + " was not fetched yet: it is rendered when it is here."));
    }

    private Asked ask(ChartReference reference) {
        synchronized (asked) {
            Asked known = asked.computeIfAbsent(reference, ignored -> Asked.NEW);
            if (asked.size() > MOST_ASKED) {
                asked.remove(asked.keySet().iterator().next());
            }
            return known;
        }
    }

    /// Gets what was asked for and is not here, and asks again about ranges of versions, where the last time is
    /// long enough ago. Tries each chart once; whoever calls this decides when to try again.
    ///
    /// @return true if [#find] answers something else than before for any of them
    public boolean fetch() {
        List<ChartReference> references;
        synchronized (asked) {
            references = new ArrayList<>(asked.keySet());
        }
        boolean hasChanged = false;
        for (ChartReference reference : references) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            if (isDue(reference)) {
                Supply<ChartArchive> before = find(reference);
                Asked after = fetch(reference);
                synchronized (asked) {
                    asked.put(reference, after);
                }
                hasChanged |= !before.equals(find(reference));
            }
        }
        try {
            cache.trim(time.instant().minus(IN_USE));
        } catch (IOException e) {
            // the disk is said to be full or broken where that stops something
        }
        return hasChanged;
    }

    private boolean isDue(ChartReference reference) {
        if (cache.find(reference).isEmpty()) {
            return true;
        }
        Instant resolved;
        synchronized (asked) {
            resolved = asked.getOrDefault(reference, Asked.NEW).resolved();
        }
        return !isExact(reference)
                && (resolved.equals(Instant.MIN)
                        || !resolved.plus(settings.interval()).isAfter(time.instant()));
    }

    /// A version once published does not change; a range may come to mean a newer one.
    private static boolean isExact(ChartReference reference) {
        return FULL_VERSION.matcher(reference.version()).matches()
                && Version.parse(reference.version()).isPresent();
    }

    private Asked fetch(ChartReference reference) {
        Instant before;
        synchronized (asked) {
            before = asked.getOrDefault(reference, Asked.NEW).resolved();
        }
        try {
            get(reference);
            return new Asked(time.instant(), Optional.empty());
        } catch (FailedFetchException e) {
            return new Asked(before, Optional.of(e));
        } catch (IOException e) {
            return new Asked(
                    before,
                    Optional.of(new FailedFetchException(
                            "PH-185",
                            "The chart cannot be written to this machine's disk: check free space and the permissions"
                                    + " of the program's folder.")));
        }
    }

    private void get(ChartReference reference) throws FailedFetchException, IOException {
        ChartServer server = server(reference, Web.of(settings));
        ChartServer.Offer offer = server.resolve();
        if (!offer.digest().isEmpty() && cache.has(offer.digest())) {
            cache.note(reference, offer.version(), offer.digest());
            return;
        }
        Path file = Files.createTempFile(cache.incoming(), "chart-", ".tgz");
        try {
            String digest = server.download(offer, file);
            ChartServer.verify(offer, digest);
            cache.keep(file, digest);
            cache.note(reference, offer.version(), digest);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private ChartServer server(ChartReference reference, Web web) throws FailedFetchException {
        String repository = reference.repository();
        boolean isOci = repository.startsWith(OCI);
        String written = isOci ? "https://" + repository.substring(OCI.length()) : repository;
        String base = written.endsWith("/") ? written : written + "/";
        Optional<ServerAddress> address = ServerAddress.parse(base);
        // what may be written in more than one way could get past the list of repositories
        boolean isPlain = repository.chars().noneMatch(c -> c == '%' || c == '?' || c == '#');
        if (address.isEmpty() || !isPlain || !NAME.matcher(reference.name()).matches()) {
            throw new FailedFetchException(
                    "PH-185",
                    "The chart's repository must be an https:// or oci:// URL without user name or password, and its"
                            + " name one of letters, digits, dots and dashes.");
        }
        ChartSettings.Repository rule = settings.rule(repository)
                .orElseThrow(() -> new FailedFetchException(
                        "PH-189",
                        "Charts may not be fetched from " + address.get().shown()
                                + address.get().uri().getPath()
                                + ": add the repository to the settings of this program, or use one that is there."));
        if (!isOci) {
            return new HttpRepository(reference, address.get(), rule.login(), web, cache.incoming());
        }
        String path = address.get().uri().getPath();
        String folder = path.substring(0, path.length() - 1);
        if (!PATH.matcher(folder).matches()) {
            throw new FailedFetchException(
                    "PH-185", "The path of the registry must be of lower-case letters, digits, dots and dashes.");
        }
        String name = (folder + "/" + reference.name()).substring(1);
        return new OciRegistry(reference, address.get(), name, new OciAccess(web, rule.login()));
    }
}
