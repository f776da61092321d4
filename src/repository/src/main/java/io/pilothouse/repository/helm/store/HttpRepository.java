package io.pilothouse.repository.helm.store;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.helm.version.Version;
import io.pilothouse.repository.helm.version.VersionRange;
import io.pilothouse.repository.source.ChartReference;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A chart repository over HTTP: a list, `index.yaml`, and archives that it names.
final class HttpRepository implements ChartServer {
    private static final long LARGEST_INDEX = 64L << 20;

    private final ChartReference reference;
    private final ServerAddress base;
    private final Optional<ChartSettings.Login> login;
    private final Web web;
    private final Path folder;

    /// @param folder for the list while it is read
    HttpRepository(
            ChartReference reference, ServerAddress base, Optional<ChartSettings.Login> login, Web web, Path folder) {
        this.reference = reference;
        this.base = base;
        this.login = login;
        this.web = web;
        this.folder = folder;
    }

    @Override
    public Offer resolve() throws FailedFetchException, IOException {
        Path index = Files.createTempFile(folder, "index-", ".yaml");
        try {
            ServerAddress address = base.resolve("index.yaml").orElseThrow(this::malformed);
            Web.Reply reply;
            try (OutputStream out = Files.newOutputStream(index)) {
                reply = web.get(
                        new Web.Question(address, "application/yaml, */*", Logins.basic(login), LARGEST_INDEX), out);
            }
            if (reply.status() == 404) {
                throw new FailedFetchException(
                        "PH-185", "At " + base.shown() + " is no chart repository: there is no index.yaml.");
            }
            if (!reply.isGood()) {
                throw ChartServer.refused(reply.status(), base.shown());
            }
            return choose(RepositoryIndex.versions(index, reference.name(), base.shown()));
        } finally {
            Files.deleteIfExists(index);
        }
    }

    private Offer choose(List<Json.Obj> versions) throws FailedFetchException {
        if (versions.isEmpty()) {
            throw new FailedFetchException(
                    "PH-186", "The chart repository at " + base.shown() + " has no chart " + reference.name() + ".");
        }
        Optional<Json.Obj> exact = versions.stream()
                .filter(each -> each.text("version").orElse("").equals(reference.version()))
                .findFirst();
        Json.Obj chosen = exact.or(() -> newest(versions))
                .orElseThrow(() -> new FailedFetchException(
                        "PH-186",
                        "The chart repository at " + base.shown() + " has no version of " + reference.name()
                                + " that is, or lies in, the one asked for."));
        String url = chosen.items("urls").stream()
                .findFirst()
                .map(first -> first instanceof Json.Text text ? text.value() : "")
                .orElse("");
        ServerAddress address = Optional.of(url)
                .filter(text -> !text.isEmpty())
                .flatMap(base::resolve)
                .orElseThrow(this::malformed);
        String digest = chosen.text("digest").orElse("");
        return new Offer(
                chosen.text("version").orElse(""),
                digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest,
                address);
    }

    private Optional<Json.Obj> newest(List<Json.Obj> versions) {
        Optional<VersionRange> range = VersionRange.parse(reference.version());
        return versions.stream()
                .filter(each -> version(each)
                        .filter(version -> range.isPresent() && range.get().contains(version))
                        .isPresent())
                .max(Comparator.comparing(each -> version(each).orElseThrow()));
    }

    private static Optional<Version> version(Json.Obj entry) {
        return Version.parse(entry.text("version").orElse(""));
    }

    @Override
    public String download(Offer offer, Path file) throws FailedFetchException, IOException {
        Optional<String> authorization = offer.address().isSameServer(base) ? Logins.basic(login) : Optional.empty();
        try (OutputStream out = Files.newOutputStream(file)) {
            Web.Reply reply = web.get(new Web.Question(offer.address(), "*/*", authorization, LARGEST_CHART), out);
            if (!reply.isGood()) {
                throw ChartServer.refused(reply.status(), offer.address().shown());
            }
            return reply.digest();
        }
    }

    private FailedFetchException malformed() {
        return new FailedFetchException(
                "PH-185",
                "The chart repository at " + base.shown() + " names no https URL for this chart in its index.yaml.");
    }
}
