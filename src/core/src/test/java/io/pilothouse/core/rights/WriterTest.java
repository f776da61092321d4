package io.pilothouse.core.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriterTest {
    private static final String HOME = "pilothouse-system";
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");
    private static final ApplicationKey CERTS = new ApplicationKey("c", Layer.INFRA, "", "certs");

    @Test
    void writesAsTheNamespacesApplierByDefault() {
        assertThat(Writer.of(WEB, "", HOME)).isEqualTo(new Writer.As(new Identity("shop", "pilothouse-applier")));
    }

    @Test
    void writesAsTheAccountThatTheFolderNames() {
        assertThat(Writer.of(WEB, "deployer", HOME)).isEqualTo(new Writer.As(new Identity("shop", "deployer")));
    }

    @Test
    void writesInfraAsAnAccountOfTheAgentsNamespace() {
        assertThat(Writer.of(CERTS, "", HOME)).isEqualTo(new Writer.As(new Identity(HOME, "pilothouse-infra-applier")));
    }

    @Test
    void givesTheAgentsNamespaceToNoTenant() {
        // Given an application that would become the infra layer
        ApplicationKey inside = new ApplicationKey("c", Layer.APP, HOME, "web");
        // When / Then
        assertThat(Writer.of(inside, "pilothouse-infra-applier", HOME))
                .isInstanceOfSatisfying(
                        Writer.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("app/pilothouse-system/web", "is the agent's own", "below infra/"));
    }

    @Test
    void neverWritesAsTheAgentItself() {
        assertThat(Writer.of(CERTS, "pilothouse-agent", HOME)).isInstanceOf(Writer.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "*",
                "a b",
                "Deployer",
                "a/b",
                "..",
                "system:serviceaccount:shop:x",
                "x\r\nImpersonate-Group: system:masters"
            })
    void refusesWhatIsNoName(String serviceAccount) {
        assertThat(Writer.of(WEB, serviceAccount, HOME))
                .isInstanceOfSatisfying(
                        Writer.Refused.class,
                        refused -> assertThat(refused.message()).contains("is not the name of a ServiceAccount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "kube:system", "a.b", "x\ny"})
    void hasNoIdentityWithoutANamespace(String namespace) {
        assertThatThrownBy(() -> new Identity(namespace, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "a:b", "x\ny"})
    void hasNoIdentityWithoutAnAccount(String account) {
        assertThatThrownBy(() -> new Identity("shop", account)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isKnownToTheApiServerByItsFullName() {
        assertThat(new Identity("shop", "deployer").userName()).isEqualTo("system:serviceaccount:shop:deployer");
    }
}
