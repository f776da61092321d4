package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.manifest.ResourceKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private static final URI SERVER = URI.create("https://127.0.0.1:6443");
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "shop", "web");

    private static StepOutcome.Failure of(ResourceKey key, int status, String body, Duration retryAfter) {
        try {
            return Failures.of(
                    key,
                    new Api.Reply.Answer(
                            status,
                            JsonReader.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                            retryAfter),
                    SERVER);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        401 | {} | PH-321 | token may have expired
        403 | {'message':'deployments.apps is forbidden: User x cannot patch'} | PH-312 | give its ServiceAccount the right
        403 | {'message':'unable to create new content in namespace shop because it is being terminated'} | PH-314 | namespace shop is being deleted
        403 | {'details':{'causes':[{'reason':'NamespaceTerminating'}]}} | PH-314 | namespace shop is being deleted
        403 | {'message':'exceeded quota: q, requested: cpu=1'} | PH-318 | raise the quota
        404 | {'details':{'name':'shop','kind':'namespaces'}} | PH-317 | declare it under infra/
        404 | {'message':'the server could not find the requested resource'} | PH-313 | does not serve its kind
        409 | {'message':'the object has been modified'} | PH-320 | being changed by somebody else
        422 | {'message':'spec.selector: Invalid value: field is immutable'} | PH-316 | pilothouse.io/apply: force
        422 | {'message':'spec.replicas: Invalid value: -1'} | PH-311 | Invalid value: -1
        400 | {'message':'unknown field spec.replcas'} | PH-311 | correct the manifest
        500 | {'message':'failed to create typed patch object: .spec.x: field not declared in schema'} | PH-311 | does not fit the schema
        500 | {'message':'failed calling webhook w: connection refused'} | PH-315 | repair the webhook
        500 | {'reason':'InternalError','message':'etcd'} | PH-320 | tries again by itself
        429 | {} | PH-322 | asks for patience
        503 | {} | PH-320 | tries again by itself
        418 | {} | PH-311 | status 418
        """)
    void saysWhatHappenedAndWhatToDo(int status, String body, String code, String words) {
        // When
        StepOutcome.Failure failure = of(WEB, status, body, Duration.ofSeconds(7));
        // Then
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains(words).endsWith(".").doesNotContain("  ");
    }

    @Test
    void namesFieldAndManagerOfAConflict() {
        // When
        StepOutcome.Failure failure = of(WEB, 409, """
            {'details':{'causes':[{'reason':'FieldManagerConflict','field':'.spec.replicas',
              'message':'conflict with \\'hpa\\' using apps/v1'}]}}\
            """.replace("\\'", "\\\""), Duration.ZERO);
        // Then
        assertThat(failure).isInstanceOfSatisfying(StepOutcome.Conflict.class, conflict -> {
            assertThat(conflict.code()).isEqualTo(Codes.CONFLICT);
            assertThat(conflict.fields()).containsExactly(new StepOutcome.Conflict.Owned(".spec.replicas", "hpa"));
            assertThat(conflict.message()).contains("Deployment.apps shop/web", ".spec.replicas", "hpa");
        });
    }

    @Test
    void leavesOutWhatTheServerSaysAboutASecret() {
        // When
        StepOutcome.Failure failure = of(
                new ResourceKey("", "Secret", "shop", "login"),
                422,
                "{'message':'data[x]: Invalid value:"
                        + " hunter2','details':{'causes':[{'field':'data[x]','reason':'FieldValueInvalid'}]}}",
                Duration.ZERO);
        // Then
        assertThat(failure.message()).doesNotContain("hunter2").contains("data[x] FieldValueInvalid");
    }

    @Test
    void keepsTheTimeThatTheServerAsksFor() {
        assertThat(of(WEB, 429, "{}", Duration.ofSeconds(7)))
                .isInstanceOfSatisfying(
                        StepOutcome.Unreachable.class,
                        failure -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void tellsARefusedConnectionFromACertificate() {
        assertThat(Outages.unreachable(SERVER, new ExecutionException(new ConnectException("no"))))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(Codes.UNREACHABLE);
                    assertThat(failure.message()).contains("https://127.0.0.1:6443", "refused");
                });
        assertThat(Outages.unreachable(SERVER, new ExecutionException(new SSLHandshakeException("PKIX"))))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(Codes.CERTIFICATE);
                    assertThat(failure.message()).contains("certificate-authority-data");
                });
    }
}
