package io.pilothouse.repository.kustomize.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import org.junit.jupiter.api.Test;

class ResourceIdTest {
    private static final ResourceId WEB = ResourceId.of("apps/v1", "Deployment", "web", "");

    @Test
    void isReadFromAnObject() {
        Json.Obj object = (Json.Obj)
                Objects.json("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}}");

        assertThat(ResourceId.of(object)).isEqualTo(new ResourceId("apps", "v1", "Deployment", "web", "shop"));
        assertThat(ResourceId.of(Json.Obj.EMPTY)).isEqualTo(new ResourceId("", "", "", "", ""));
        assertThat(ResourceId.of("v1", "Pod", "p", "").group()).isEmpty();
        assertThat(WEB.apiVersion()).isEqualTo("apps/v1");
    }

    @Test
    void anObjectWithoutNamespaceIsTheSameAsOneInDefault() {
        assertThat(WEB.isSameAs(ResourceId.of("apps/v1", "Deployment", "web", "default")))
                .isTrue();
        assertThat(WEB.isSameAs(ResourceId.of("apps/v1", "Deployment", "web", "shop")))
                .isFalse();
        assertThat(WEB.isSameAs(ResourceId.of("apps/v1beta1", "Deployment", "web", "")))
                .isFalse();
    }

    @Test
    void anObjectThatLivesInNoNamespaceIsTheSameWhateverIsWritten() {
        ResourceId role = ResourceId.of("rbac.authorization.k8s.io/v1", "ClusterRole", "r", "");

        assertThat(role.isClusterScoped()).isTrue();
        assertThat(role.isSameAs(ResourceId.of("rbac.authorization.k8s.io/v1", "ClusterRole", "r", "shop")))
                .isTrue();
    }

    @Test
    void kindsThatTheReferenceDoesNotKnowCountAsNamespaced() {
        assertThat(ResourceId.of("gateway.networking.k8s.io/v1", "GatewayClass", "g", "")
                        .isClusterScoped())
                .isFalse();
        assertThat(ResourceId.of("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "p", "")
                        .isClusterScoped())
                .isFalse();
    }

    @Test
    void anEmptyPartOfASelectorMatchesEverything() {
        assertThat(WEB.isSelectedBy(new ResourceId("", "", "Deployment", "", "")))
                .isTrue();
        assertThat(WEB.isSelectedBy(new ResourceId("", "", "", "web", "default")))
                .isTrue();
        assertThat(WEB.isSelectedBy(new ResourceId("batch", "", "Deployment", "web", "")))
                .isFalse();
        assertThat(WEB.isSelectedBy(new ResourceId("", "", "Deployment", "api", "")))
                .isFalse();
    }

    @Test
    void isShownAsPeopleWriteIt() {
        assertThat(ResourceId.of("apps/v1", "Deployment", "web", "shop")).hasToString("Deployment.v1.apps shop/web");
        assertThat(ResourceId.of("v1", "Pod", "p", "")).hasToString("Pod.v1 p");
    }
}
