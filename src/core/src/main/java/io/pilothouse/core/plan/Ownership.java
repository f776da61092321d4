package io.pilothouse.core.plan;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The mark on every object we apply: a label that names its application. Watches are filtered by it, and nothing
/// without it is ever deleted.
public final class Ownership {
    /// The label; its value is [#mark].
    public static final String LABEL = "pilothouse.io/application";

    private static final int READABLE = 40;

    private Ownership() {}

    /// Names an application in a label value, which may hold 63 letters, digits and dashes only. Leaves the cluster
    /// out: a cluster that is renamed keeps its objects.
    ///
    /// @return a readable beginning and a digest of the whole, such as `app-shop-storefront-1f2e3d4c5b6a`; also
    ///     usable in an object's name
    public static String mark(ApplicationKey application) {
        String readable = application.path().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String head = readable.substring(0, Math.min(READABLE, readable.length()));
        return head + "-" + Digest.of(application.path()).hex().substring(0, 12);
    }

    /// Makes of a manifest exactly what is sent: marked, without what only the cluster writes, and a Secret's
    /// `stringData` turned into `data`, because the API server would own the one and show the other.
    public static Manifest stamp(Manifest manifest, ApplicationKey application) {
        Json.Obj content = manifest.content().without("status");
        Json.Obj metadata = content.object("metadata")
                .without("managedFields")
                .without("creationTimestamp")
                .without("resourceVersion")
                .without("uid")
                .without("generation")
                .without("selfLink");
        Json.Obj labels = metadata.object("labels").with(LABEL, new Json.Text(mark(application)));
        content = content.with("metadata", metadata.with("labels", labels));
        if (manifest.key().isSecret()) {
            content = encoded(content);
        }
        if (manifest.key().kind().equals("Service") && manifest.key().group().isEmpty()) {
            content = withProtocols(content);
        }
        return new Manifest(manifest.key(), manifest.apiVersion(), content, manifest.origin());
    }

    /// Before Kubernetes 1.21 a server-side apply refuses a port that leaves its protocol to the default.
    private static Json.Obj withProtocols(Json.Obj service) {
        if (service.items("spec", "ports").isEmpty()) {
            return service;
        }
        List<Json> ports = new ArrayList<>();
        for (Json item : service.items("spec", "ports")) {
            ports.add(
                    item instanceof Json.Obj port && port.get("protocol").isEmpty()
                            ? port.with("protocol", new Json.Text("TCP"))
                            : item);
        }
        return service.with("spec", service.object("spec").with("ports", new Json.Arr(ports)));
    }

    private static Json.Obj encoded(Json.Obj secret) {
        Json.Obj plain = secret.object("stringData");
        if (plain.fields().isEmpty()) {
            return secret.without("stringData");
        }
        Map<String, Json> data = new LinkedHashMap<>(secret.object("data").fields());
        plain.fields().forEach((name, value) -> {
            if (value instanceof Json.Text text) {
                byte[] bytes = text.value().getBytes(StandardCharsets.UTF_8);
                data.put(name, new Json.Text(Base64.getEncoder().encodeToString(bytes)));
            } else {
                data.put(name, value);
            }
        });
        return secret.without("stringData").with("data", new Json.Obj(new LinkedHashMap<>(data)));
    }
}
