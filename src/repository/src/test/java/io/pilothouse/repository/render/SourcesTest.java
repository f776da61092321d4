package io.pilothouse.repository.render;

import static io.pilothouse.repository.render.Commit.APPLICATION;
import static io.pilothouse.repository.render.Commit.CONFIG;
import static io.pilothouse.repository.render.Commit.app;
import static io.pilothouse.repository.render.Commit.infra;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.tree.MapTree;
import org.junit.jupiter.api.Test;

/// Where an application is rendered from, beside its own folder.
class SourcesTest {
    private static final String WEB = "app/clusters/c/shop/web/application.yaml";
    private static final GitReference OTHER = new GitReference("https://git.example.org/other.git", "v1");

    private final Commit commit = new Commit().with("app/clusters/c/shop/api/config.yaml", CONFIG);

    @Test
    void areFoldersOfOtherRepositoriesToo() throws Exception {
        // Given
        commit.with(WEB, APPLICATION + """
            spec: {source: {git: {url: https://git.example.org/other.git, ref: v1, path: deploy/prod}}}
            """)
                .with(
                        OTHER,
                        new MapTree("git.example.org/other@0123456:")
                                .with("deploy/prod/config.yaml", CONFIG + "data: {a: \"${CLUSTER}\"}\n")
                                .with("README.md", ""));

        // When Then
        assertThat(commit.manifests(app("shop", "web"))).singleElement().satisfies(manifest -> {
            assertThat(manifest.origin()).hasToString("git.example.org/other@0123456:deploy/prod/config.yaml:1");
            assertThat(manifest.content().text("data", "a")).contains("c");
        });
    }

    @Test
    void mayBeTheRootOfAnotherRepository() throws Exception {
        // Given
        commit.with(WEB, APPLICATION + """
            spec: {source: {git: {url: https://git.example.org/other.git, ref: v1}}}
            """)
                .with(OTHER, new MapTree("other:").with("config.yaml", CONFIG).with(".github/x.yaml", "{"));

        // When Then
        assertThat(commit.manifests(app("shop", "web"))).hasSize(1);
    }

    @Test
    void failAloneWhileTheyAreNotThere() throws Exception {
        // Given
        commit.with(
                WEB, APPLICATION + "spec:\n  source:\n    git: {url: 'https://git.example.org/other.git', ref: v1}\n");

        // When Then
        assertThat(commit.refused(app("shop", "web")))
                .extracting(InputError::toString)
                .containsExactly(WEB + ":5: It was not fetched yet. (PH-142)");
        assertThat(commit.manifests(app("shop", "api"))).hasSize(1);
    }

    @Test
    void nameAFolderThatTheOtherRepositoryHas() throws Exception {
        // Given
        commit.with(WEB, APPLICATION + """
            spec: {source: {git: {url: https://git.example.org/other.git, ref: v1, path: gone}}}
            """).with(OTHER, new MapTree("other:").with("config.yaml", CONFIG));

        // When Then
        assertThat(commit.refused(app("shop", "web")))
                .singleElement()
                .satisfies(error ->
                        assertThat(error.toString()).contains("That repository has no folder gone at commit 01234567"));
    }

    @Test
    void giveInfraItsNamespaceWhereAnObjectNamesNone() throws Exception {
        // Given
        commit.with("infra/clusters/c/certs/application.yaml", APPLICATION + "spec: {namespace: certs}\n")
                .with("infra/clusters/c/certs/config.yaml", CONFIG)
                .with("infra/clusters/c/certs/crd.yaml", """
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: issuers.example.org}
                    spec: {group: example.org, scope: Namespaced, names: {kind: Issuer, plural: issuers}}
                    """)
                .with("infra/clusters/c/certs/issuers.yaml", """
                    apiVersion: example.org/v1
                    kind: Issuer
                    metadata: {name: a}
                    ---
                    apiVersion: example.org/v1
                    kind: Unknown
                    metadata: {name: a}
                    """);

        // When Then
        assertThat(commit.manifests(infra("certs")))
                .extracting(manifest -> manifest.key().toString())
                .containsExactlyInAnyOrder(
                        "ConfigMap certs/a",
                        "CustomResourceDefinition.apiextensions.k8s.io issuers.example.org",
                        "Issuer.example.org certs/a",
                        "Unknown.example.org a");
    }

    @Test
    void checkTheirManifestsAgainstTheChecklist() throws Exception {
        // Given
        commit.with("app/clusters/c/shop/web/pod.yaml", """
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec: {containers: [{name: x, image: x}]}
            """)
                .with("fleet/fleet.yaml", """
                    apiVersion: pilothouse.io/v1
                    kind: Fleet
                    spec: {defaults: {checklist: [{check: pinned-image, action: warn}, {check: memory-limit, action: warn}]}}
                    """)
                .with(WEB, APPLICATION + "spec: {checklist: [{check: memory-limit}]}\n");

        // When Then
        assertThat(commit.render(app("shop", "web")).warnings())
                .extracting(InputError::message)
                .containsExactly("The container x of Pod a has an image without tag, or with the tag latest: two nodes"
                        + " may run different programs. (checklist: pinned-image)");
        assertThat(commit.refused(app("shop", "web")))
                .extracting(InputError::toString)
                .containsExactly("app/clusters/c/shop/web/pod.yaml:1: The container x of Pod a has no memory limit: it"
                        + " may take a node down. (checklist: memory-limit) (PH-190)");
    }
}
