package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pilothouse.agent.journal.Journal;
import io.pilothouse.agent.journal.JournalLimits;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// T-SEC-1: 200 random values in Secrets of every kind of luck. None may be in a log line, a report, the journal, the
/// inventory, an outcome, or what a value of ours says of itself.
class CanaryIT {
    private static final int CANARIES = 200;

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private final List<String> canaries = new ArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    /// Everything our packages say, at the lowest level.
    private final class Listener extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            said.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + event.getMDCPropertyMap()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }

    private String canary() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        String canary = "cnry" + HexFormat.of().formatHex(bytes);
        canaries.add(canary);
        return canary;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Manifest secret(String namespace, int number, String labels, String rest) {
        return Objects.manifest("""
            {"apiVersion":"v1","kind":"Secret","metadata":{"namespace":"%s","name":"s-%d","labels":{%s}},%s}
            """.formatted(namespace, number, labels, rest));
    }

    private Manifest secret(Rig rig, int number) {
        String canary = canary();
        String none = "";
        return switch (number % 8) {
            case 0 -> secret(rig.namespace, number, none, "\"stringData\":{\"x\":\"" + canary + "\"}");
            case 1 -> secret(rig.namespace, number, none, "\"data\":{\"x\":\"" + base64(canary) + "\"}");
            // of a wrong type, each in another way
            case 2 -> secret(rig.namespace, number, none, "\"stringData\":{\"x\":{\"y\":\"" + canary + "\"}}");
            case 3 -> secret(rig.namespace, number, none, "\"data\":{\"x\":\"" + canary + "!!\"}");
            case 4 -> secret(rig.namespace, number, none, "\"stringData\":[\"" + canary + "\"]");
            // refused by a webhook that repeats it
            case 5 ->
                secret(
                        rig.namespace,
                        number,
                        "\"" + EchoingWebhook.LABEL + "\":\"" + rig.namespace + "\"",
                        "\"stringData\":{\"x\":\"" + canary + "\"}");
            // somebody else's already
            case 6 -> {
                occupy(rig, number, "their-controller");
                yield secret(rig.namespace, number, none, "\"data\":{\"x\":\"" + base64(canary) + "\"}");
            }
            // cannot become what is asked for
            default -> {
                occupy(rig, number, "kubectl-create");
                yield secret(
                        rig.namespace,
                        number,
                        none,
                        "\"type\":\"kubernetes.io/dockerconfigjson\",\"data\":{\".dockerconfigjson\":\""
                                + base64(canary) + "\"}");
            }
        };
    }

    private void occupy(Rig rig, int number, String manager) {
        rig.kubectl
                .secrets()
                .inNamespace(rig.namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("s-" + number)
                        .endMetadata()
                        .addToData("x", base64(canary()))
                        .build())
                .fieldManager(manager)
                .serverSideApply();
    }

    @Test
    void leavesNoSecretInAnythingThatItSaysOrKeeps() throws Exception {
        Logger ours = (Logger) LoggerFactory.getLogger("io.pilothouse");
        Level before = ours.getLevel();
        Listener listener = new Listener();
        listener.start();
        ours.setLevel(Level.TRACE);
        ours.addAppender(listener);
        try (Rig rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
                EchoingWebhook webhook = new EchoingWebhook(rig.kubectl, rig.namespace)) {
            // Given
            ApplicationKey app = rig.app("web");
            List<Manifest> manifests = new ArrayList<>();
            for (int number = 0; canaries.size() < CANARIES; number++) {
                manifests.add(secret(rig, number));
            }
            // When they are applied, as far as they can be
            rig.source.commit(app, manifests.toArray(Manifest[]::new));
            rig.nudge();
            Rig.await()
                    .until(() -> rig.reports
                            .application(app)
                            .filter(status -> status.phase() == RunPhase.FAILED)
                            .isPresent());
            // and changed by hand
            for (int number = 0; number < 16; number += 8) {
                rig.edit(
                        "v1",
                        "Secret",
                        "s-" + number,
                        "kubectl-edit",
                        "{\"data\":{\"x\":\"" + base64(canary()) + "\"}}");
            }
            Rig.await().until(() -> !rig.reports.drift(app).isEmpty());
            // and tried
            Tenant tenant = rig.counting.as(app, "");
            for (Manifest manifest : manifests.subList(0, 16)) {
                said.add(tenant.dryRun(manifest, ApplyMode.FORCE).toString());
                said.add(tenant.dryRun(manifest, ApplyMode.REPLACE).toString());
                said.add(tenant.apply(manifest, ApplyMode.IF_NOT_PRESENT, false).toString());
                said.add(rig.counting.look(manifest.key(), "v1").toString());
                said.add(manifest.toString());
                said.add(Desired.of(manifest, app).toString());
            }
            // Then
            assertThat(webhook.refusals()).isPositive();
            said.add(rig.reports.all().toString());
            said.addAll(inventories(rig));
            said.addAll(journal(rig.reports.all()));
        } finally {
            ours.detachAppender(listener);
            ours.setLevel(before);
        }
        assertThat(said).hasSizeGreaterThan(90);
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(CANARIES);
        for (String canary : canaries) {
            for (String form : List.of(canary, base64(canary))) {
                assertThat(said.stream().filter(line -> line.contains(form)).map(CanaryIT::shortened))
                        .as("a secret was told")
                        .isEmpty();
            }
        }
    }

    private static String shortened(String line) {
        int at = Math.max(0, line.indexOf("cnry") - 200);
        return line.substring(at, Math.min(line.length(), at + 400));
    }

    private static List<String> inventories(Rig rig) {
        return rig.kubectl.configMaps().inNamespace(rig.home).list().getItems().stream()
                .map(Serialization::asJson)
                .toList();
    }

    private List<String> journal(List<AgentReport> reports) throws IOException {
        try (Journal journal = Journal.open(folder, "test", JournalLimits.DEFAULT, UUID::randomUUID)) {
            for (AgentReport report : reports) {
                journal.append(report);
            }
            journal.force();
        }
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(texts).isNotEmpty();
        return texts;
    }
}
