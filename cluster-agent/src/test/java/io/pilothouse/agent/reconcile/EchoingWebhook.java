package io.pilothouse.agent.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An admission webhook of the worst kind: it refuses Secrets with a label and repeats all of them in its message, its
/// causes and its warnings.
final class EchoingWebhook implements AutoCloseable {
    static final String LABEL = "pilothouse.test/echo";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KubernetesClient hand;
    private final String namespace;
    private final HttpsServer server;
    private final AtomicInteger refusals = new AtomicInteger();

    EchoingWebhook(KubernetesClient hand, String namespace) {
        this.hand = hand;
        this.namespace = namespace;
        TestAuthority authority = TestAuthority.create("webhook", InstantSource.system());
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(
                new HttpsConfigurator(authority.serverFor("127.0.0.1").context()));
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        register(authority.certificatePem());
    }

    int refusals() {
        return refusals.get();
    }

    private void register(String authorityPem) {
        hand.resource(new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .addNewWebhook()
                        .withName("echo.example.org")
                        .withAdmissionReviewVersions("v1")
                        .withSideEffects("None")
                        .withFailurePolicy("Fail")
                        .withNewObjectSelector()
                        .withMatchLabels(Map.of(LABEL, namespace))
                        .endObjectSelector()
                        .withNewClientConfig()
                        .withUrl("https://127.0.0.1:" + server.getAddress().getPort() + "/")
                        .withCaBundle(
                                Base64.getEncoder().encodeToString(authorityPem.getBytes(StandardCharsets.US_ASCII)))
                        .endClientConfig()
                        .addNewRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withOperations("CREATE", "UPDATE")
                        .withResources("secrets")
                        .endRule()
                        .endWebhook()
                        .build())
                .create();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = MAPPER.readTree(exchange.getRequestBody()).get("request");
        String whole = request.get("object").toString();
        byte[] body = MAPPER.writeValueAsBytes(Map.of(
                "apiVersion",
                "admission.k8s.io/v1",
                "kind",
                "AdmissionReview",
                "response",
                Map.of(
                        "uid",
                        request.get("uid").textValue(),
                        "allowed",
                        false,
                        "warnings",
                        new String[] {"I do not like " + whole},
                        "status",
                        Map.of("code", 422, "message", "I do not like " + whole))));
        refusals.incrementAndGet();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        hand.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(namespace)
                .delete();
        server.stop(0);
    }
}
