package io.pilothouse.hub;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.wire.http.StatusServer.Request;
import io.pilothouse.wire.http.StatusServer.Response;
import io.pilothouse.wire.http.StatusServer.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /hooks/git`: a Git server says that something was pushed, and all agents are told to fetch. What the body says
/// decides nothing: agents ask Git themselves, so a forged call costs a fetch at most.
final class Webhook {
    private static final Logger log = LoggerFactory.getLogger(Webhook.class);
    private static final int MAX_BODY = 1 << 20;
    private static final String HMAC = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final String NO_COMMIT = "0".repeat(40);

    private final Optional<Path> secretFile;
    private final Nudging nudging;

    /// Tells agents.
    interface Nudging {
        /// @return how many were told
        int nudge(String ref, String revision);
    }

    /// @param secretFile holds what the Git server signs with; read at each call, so that it can be changed
    Webhook(Optional<Path> secretFile, Nudging nudging) {
        this.secretFile = secretFile;
        this.nudging = nudging;
    }

    Route route() {
        return new Route("POST", "/hooks/git", MAX_BODY, this::serve);
    }

    private Response serve(Request request) {
        byte[] body = bytes(request.body());
        Optional<Response> refusal = secretFile.isPresent()
                ? checkSignature(secretFile.get(), request.header().apply("X-Hub-Signature-256"), body)
                : checkLocal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Json.Obj push = push(body);
        int agents = nudging.nudge(ref(push), revision(push));
        log.info("git push announced agents={} ref={} revision={}", agents, ref(push), revision(push));
        return new Response(202, "application/json", "{\"agents\": " + agents + "}\n");
    }

    private static Optional<Response> checkLocal(Request request) {
        return request.from().getAddress().isLoopbackAddress()
                ? Optional.empty()
                : Optional.of(Response.text(
                        403, "without a secret only the hub's own machine may call: set webhookSecretFile"));
    }

    private static Optional<Response> checkSignature(Path file, String signature, byte[] body) {
        byte[] expected;
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(Files.readString(file).strip().getBytes(StandardCharsets.UTF_8), HMAC));
            expected = mac.doFinal(body);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            log.error("webhook secret cannot be read file={}", file);
            return Optional.of(Response.text(503, "the hub cannot read its webhook secret; see its log"));
        }
        boolean isSigned = signature.startsWith(PREFIX)
                && MessageDigest.isEqual(
                        (PREFIX + HexFormat.of().formatHex(expected)).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.US_ASCII));
        return isSigned
                ? Optional.empty()
                : Optional.of(Response.text(
                        403, "the signature in X-Hub-Signature-256 is missing or not made with this hub's secret"));
    }

    /// @return the body as JSON; nothing where it is not, for some servers send forms or no body at all
    private static Json.Obj push(byte[] body) {
        YamlFile file = YamlGate.parse(body);
        return file.documents().stream()
                .map(YamlDocument::content)
                .flatMap(content -> content instanceof Json.Obj obj
                        ? Optional.of(obj).stream()
                        : Optional.<Json.Obj>empty().stream())
                .findFirst()
                .orElse(Json.Obj.EMPTY);
    }

    private static String ref(Json.Obj push) {
        return push.text("ref")
                .filter(ref -> ref.matches("refs/[A-Za-z0-9._/-]{1,200}"))
                .orElse("");
    }

    private static String revision(Json.Obj push) {
        return push.text("after")
                .filter(revision -> revision.matches("[0-9a-f]{40}") && !revision.equals(NO_COMMIT))
                .orElse("");
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }
}
