package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// A random key in a Secret of the agent's namespace. Who may read the Secret may read what the key keeps; it never
/// leaves the cluster.
final class StoredKey {
    private static final int BYTES = 32;
    private static final String FIELD = "key";

    private final Api api;
    private final String namespace;
    private final String name;

    StoredKey(Api api, String namespace, String name) {
        this.api = api;
        this.namespace = namespace;
        this.name = name;
    }

    /// @return the key; a new one if there was none
    byte[] read() throws InventoryStore.UnusableException {
        Optional<byte[]> there = look();
        if (there.isPresent()) {
            return there.get();
        }
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        Json.Obj secret = Json.ofTexts(Map.of("apiVersion", "v1", "kind", "Secret", "type", "Opaque"))
                .with("metadata", Json.ofTexts(Map.of("name", name, "namespace", namespace)))
                .with("data", Json.ofTexts(Map.of(FIELD, Base64.getEncoder().encodeToString(fresh))));
        Api.Reply reply = api.post(path(), secret);
        boolean isTaken = reply instanceof Api.Reply.Answer answer && answer.status() == 409;
        if (!isTaken) {
            expect(reply);
        }
        // what is there counts: another agent may have been faster
        return look().orElseThrow(() -> unusable("is gone as soon as it is made"));
    }

    private Optional<byte[]> look() throws InventoryStore.UnusableException {
        Api.Reply reply = api.get(path() + "/" + name);
        if (reply instanceof Api.Reply.Answer answer && answer.status() == 404) {
            return Optional.empty();
        }
        String text = expect(reply).text("data", FIELD).orElse("");
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == BYTES) {
                return Optional.of(key);
            }
        } catch (IllegalArgumentException e) {
            throw unusable("is not Base64");
        }
        throw unusable("does not have " + BYTES + " bytes");
    }

    private Json.Obj expect(Api.Reply reply) throws InventoryStore.UnusableException {
        return switch (reply) {
            case Api.Reply.NoAnswer none -> throw new InventoryStore.UnusableException(none.failure());
            case Api.Reply.Answer answer when answer.isSuccess() -> answer.body();
            case Api.Reply.Answer answer ->
                throw new InventoryStore.UnusableException(Failures.of(
                        new ResourceKey("", "Secret", namespace, name),
                        answer,
                        api.connection().server()));
        };
    }

    private InventoryStore.UnusableException unusable(String what) {
        return new InventoryStore.UnusableException(new StepOutcome.Rejected(
                Codes.INVENTORY,
                "The key in Secret " + namespace + "/" + name + " " + what
                        + ": delete the Secret; a new key is made, and what the old one kept is lost."));
    }

    private String path() {
        return "/api/v1/namespaces/" + namespace + "/secrets";
    }
}
