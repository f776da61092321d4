package io.pilothouse.repository.helm.store;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.helm.version.Version;
import io.pilothouse.repository.helm.version.VersionRange;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Charts in a registry for containers, by the OCI Distribution Specification 1.1: a version is a tag, the tag's
/// manifest names the archive by its digest.
final class OciRegistry implements ChartServer {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.cncf.helm.config.v1+json";
    private static final Set<String> LAYERS =
            Set.of("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/tar+gzip");
    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");
    private static final Pattern EXACT = Pattern.compile("v?\\d+\\.\\d+\\.\\d+([-+][0-9A-Za-z.+-]*)?");
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");
    private static final long LARGEST_ANSWER = 4L << 20;
    private static final int MOST_PAGES = 20;

    private final ChartReference reference;
    private final ServerAddress host;
    private final String name;
    private final OciAccess access;

    /// @param host the registry
    /// @param name of the chart in the registry, its folders included
    OciRegistry(ChartReference reference, ServerAddress host, String name, OciAccess access) {
        this.reference = reference;
        this.host = host;
        this.name = name;
        this.access = access;
    }

    @Override
    public Offer resolve() throws FailedFetchException {
        String version = EXACT.matcher(reference.version()).matches() ? reference.version() : newest();
        // a tag cannot hold a plus
        String tag = version.replace('+', '_');
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Web.Reply reply = access.get(path("manifests/" + tag), MANIFEST, LARGEST_ANSWER, content);
        if (!reply.isGood()) {
            throw ChartServer.refused(reply.status(), host.shown());
        }
        Json.Obj manifest = object(content);
        boolean isChart = manifest.text("config", "mediaType").orElse("").equals(CONFIG);
        List<String> layers = new ArrayList<>();
        for (Json item : manifest.items("layers")) {
            Json.Obj layer = item instanceof Json.Obj object ? object : Json.Obj.EMPTY;
            if (LAYERS.contains(layer.text("mediaType").orElse(""))) {
                layers.add(layer.text("digest").orElse(""));
                if (layer.integer(0, "size") > LARGEST_CHART) {
                    throw new FailedFetchException(
                            "PH-181",
                            "The chart in the registry %s is larger than %,d bytes, which is the limit."
                                    .formatted(host.shown(), LARGEST_CHART));
                }
            }
        }
        Matcher digest = DIGEST.matcher(layers.size() == 1 ? layers.getFirst() : "");
        if (!isChart || !digest.matches()) {
            throw new FailedFetchException(
                    "PH-180",
                    "What the registry " + host.shown() + " has under this name and version is no Helm chart.");
        }
        return new Offer(version, digest.group(1), path("blobs/" + digest.group()));
    }

    @Override
    public String download(Offer offer, Path file) throws FailedFetchException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Web.Reply reply = access.get(offer.address(), "*/*", LARGEST_CHART, out);
            if (!reply.isGood()) {
                throw ChartServer.refused(reply.status(), host.shown());
            }
            return reply.digest();
        }
    }

    private String newest() throws FailedFetchException {
        Optional<VersionRange> range = VersionRange.parse(reference.version());
        return tags().stream()
                .map(tag -> tag.replace('_', '+'))
                .filter(tag -> Version.parse(tag)
                        .filter(version -> range.isPresent() && range.get().contains(version))
                        .isPresent())
                .max(Comparator.comparing(tag -> Version.parse(tag).orElseThrow()))
                .orElseThrow(() -> new FailedFetchException(
                        "PH-186",
                        "The registry " + host.shown() + " has no version of " + reference.name()
                                + " that lies in the range asked for."));
    }

    private List<String> tags() throws FailedFetchException {
        List<String> tags = new ArrayList<>();
        ServerAddress page = path("tags/list?n=1000");
        for (int number = 0; number < MOST_PAGES; number++) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            Web.Reply reply = access.get(page, "application/json", LARGEST_ANSWER, content);
            if (!reply.isGood()) {
                throw ChartServer.refused(reply.status(), host.shown());
            }
            for (Json tag : object(content).items("tags")) {
                if (tag instanceof Json.Text text) {
                    tags.add(text.value());
                }
            }
            Matcher next = NEXT.matcher(reply.link());
            Optional<ServerAddress> following = next.find() ? page.resolve(next.group(1)) : Optional.empty();
            if (following.isEmpty() || !following.get().isSameServer(host)) {
                break;
            }
            page = following.get();
        }
        return tags;
    }

    private ServerAddress path(String end) throws FailedFetchException {
        return host.resolve("/v2/" + name + "/" + end)
                .orElseThrow(() ->
                        new FailedFetchException("PH-185", "The chart's name and version make no URL: check them."));
    }

    private Json.Obj object(ByteArrayOutputStream content) throws FailedFetchException {
        YamlFile parsed = YamlGate.parse(content.toByteArray());
        if (parsed.documents().size() == 1 && parsed.documents().getFirst().content() instanceof Json.Obj object) {
            return object;
        }
        throw new FailedFetchException("PH-185", "The server " + host.shown() + " does not answer as a registry does.");
    }
}
