package io.pilothouse.core.manifest;

import io.pilothouse.core.json.Json;

/// One object as the fleet repository declares it, ready to be applied.
///
/// @param key which object
/// @param apiVersion for example `apps/v1`; its group is the key's
/// @param content the whole object, exactly as it is sent to the API server
/// @param origin where it was read
public record Manifest(ResourceKey key, String apiVersion, Json.Obj content, Origin origin) {

    /// @param content an object that names its kind and itself
    public static Manifest of(Json.Obj content, Origin origin) {
        String apiVersion = content.text("apiVersion").orElse("");
        ResourceKey key = new ResourceKey(
                ResourceKey.groupOf(apiVersion),
                content.text("kind").orElse(""),
                content.text("metadata", "namespace").orElse(""),
                content.text("metadata", "name").orElse(""));
        return new Manifest(key, apiVersion, content, origin);
    }

    /// @return the digest of the content: equal digests need no second apply
    public Digest digest() {
        return Digest.of(content);
    }

    /// @return which object, and where it was read; never the content, because it may be a secret
    @Override
    public String toString() {
        return key + " (" + apiVersion + ", " + origin + ")";
    }

    /// @return an annotation's value, or empty text
    public String annotation(String name) {
        return content.text("metadata", "annotations", name).orElse("");
    }
}
