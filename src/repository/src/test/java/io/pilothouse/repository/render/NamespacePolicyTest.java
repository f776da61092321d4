package io.pilothouse.repository.render;

import static io.pilothouse.repository.render.Commit.CONFIG;
import static io.pilothouse.repository.render.Commit.app;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.slice.InputError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `namespace.yaml` of a namespace's folder says.
class NamespacePolicyTest {
    private static final String FILE = "app/clusters/c/shop/namespace.yaml";
    private static final String POLICY = "apiVersion: pilothouse.io/v1\nkind: NamespacePolicy\n";
    private static final String INGRESS =
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {}\n";

    private final Commit commit = new Commit()
            .with("app/clusters/c/shop/web/config.yaml", CONFIG)
            .with("app/clusters/c/other/web/config.yaml", CONFIG);

    @Test
    void givesTheNamespaceItsObjects() throws Exception {
        // Given
        commit.with(FILE, POLICY + """
            spec:
              tenant: shop-team
              quota: {pods: "20", requests.cpu: "4"}
              limitRange: {defaultRequest: {cpu: 100m}}
              networkPolicy: same-namespace
            """);

        // When Then
        assertThat(commit.layout().applications().keySet())
                .extracting(ApplicationKey::path)
                .containsExactly("app/other/web", "app/shop/shop", "app/shop/web");
        assertThat(commit.manifests(app("shop", "shop")))
                .extracting(manifest -> manifest.key() + " " + manifest.origin() + " "
                        + manifest.content().object("spec").canonical())
                .containsExactly(
                        "ResourceQuota shop/namespace-policy " + FILE
                                + ":5 {\"hard\":{\"pods\":\"20\",\"requests.cpu\":\"4\"}}",
                        "LimitRange shop/namespace-policy " + FILE
                                + ":6 {\"limits\":[{\"defaultRequest\":{\"cpu\":\"100m\"},\"type\":\"Container\"}]}",
                        "NetworkPolicy.networking.k8s.io shop/namespace-policy " + FILE
                                + ":7 {\"ingress\":[{\"from\":[{\"podSelector\":{}}]}],\"podSelector\":{},"
                                + "\"policyTypes\":[\"Ingress\"]}");
    }

    @Test
    void makesNoApplicationWhereItGivesNothing() throws Exception {
        commit.with(FILE, POLICY + "spec: {tenant: shop-team}\n");
        assertThat(commit.layout().applications()).doesNotContainKey(app("shop", "shop"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`{deniedKinds: [Ingress.networking.k8s.io]}` | denies the kind Ingress.networking.k8s.io here",
                "`{deniedKinds: ['*.networking.k8s.io']}` | denies the kind Ingress.networking.k8s.io here",
                "`{allowedKinds: [ConfigMap]}` | allows other kinds than Ingress.networking.k8s.io only",
            })
    void keepsKindsOut(String spec, String why) throws Exception {
        // Given
        commit.with(FILE, POLICY + "spec: " + spec + "\n")
                .with("app/clusters/c/shop/web/ingress.yaml", INGRESS)
                .with("app/clusters/c/other/web/ingress.yaml", INGRESS);

        // When Then
        assertThat(commit.refused(app("shop", "web"))).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("PH-191");
            assertThat(error.toString())
                    .startsWith("app/clusters/c/shop/web/ingress.yaml:2: The policy of the namespace shop " + why);
        });
        assertThat(commit.manifests(app("other", "web"))).hasSize(2);
    }

    @Test
    void stopsTheWholeNamespaceAndNoOtherWhereItCannotBeRead() throws Exception {
        // Given
        commit.with(FILE, POLICY + "spec: {alowedKinds: [ConfigMap], quota: 3, allowedKinds: [config map]}\n");

        // When Then
        assertThat(commit.refused(app("shop", "web")))
                .extracting(InputError::code)
                .containsExactlyInAnyOrder("PH-121", "PH-122", "PH-122");
        assertThat(commit.manifests(app("other", "web"))).hasSize(1);
    }

    @Test
    void isRefusedWhereItIsNoPolicyOfItsNamespace() throws Exception {
        commit.with("app/clusters/c/shop/web/namespace.yaml", POLICY);
        assertThat(commit.refused(app("shop", "web")))
                .extracting(InputError::code)
                .containsExactly("PH-124");
    }
}
