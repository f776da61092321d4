package io.pilothouse.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import io.pilothouse.repository.git.FetchOutcome;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.git.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleRepositoryIT {
    @TempDir
    Path folder;

    private Upstream upstream;

    @BeforeEach
    void createUpstream() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("fleet-repo-example"))) {
            here = here.getParent();
        }
        upstream = Upstream.in(folder.resolve("upstream")).copy(here.resolve("fleet-repo-example"));
        upstream.commit("The example");
        upstream.git("branch", "staging");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod-eu-1", "prod-us-1", "staging-eu-1"})
    void rendersEveryApplicationOfACluster(String cluster) throws Exception {
        // Given
        try (FleetRepository repository = open(cluster)) {
            Slice slice = repository.slice(fetched(repository));

            // When
            Map<String, Rendering> renderings = new TreeMap<>();
            for (SliceEntry entry : slice.applications().values()) {
                renderings.put(entry.key().path(), repository.render(slice, entry));
            }

            // Then
            assertThat(renderings.keySet())
                    .contains(
                            "app/billing/ledger",
                            "app/shop/checkout",
                            "app/shop/storefront",
                            "app/observability/collector",
                            "infra/cluster",
                            "infra/priorities",
                            "infra/tenancy");
            assertThat(renderings)
                    .allSatisfy(
                            (name, rendering) -> assertThat(rendering).as(name).isInstanceOf(Rendering.Rendered.class));
            Rendering.Rendered storefront = (Rendering.Rendered) renderings.get("app/shop/storefront");
            assertThat(storefront.manifests())
                    .extracting(manifest -> manifest.key())
                    .contains(new ResourceKey("apps", "Deployment", "shop", "storefront"));
            assertThat(storefront.policy()).isEqualTo(ApplicationPolicy.DEFAULT);
            assertThat(slice.cluster().labels()).containsKey("region");
        }
    }

    @Test
    void changesTheFingerprintOfWhatACommitTouchesOnly() throws Exception {
        // Given
        try (FleetRepository repository = open("prod-eu-1")) {
            Slice before = repository.slice(fetched(repository));
            Path file = upstream.folder().resolve("app/base/storefront/service.yaml");
            Files.writeString(file, Files.readString(file) + "# a comment\n");
            upstream.commit("Touch the storefront's base");

            // When
            Slice after = repository.slice(fetched(repository));

            // Then
            ApplicationKey storefront = new ApplicationKey("prod-eu-1", Layer.APP, "shop", "storefront");
            assertThat(after.applications().keySet())
                    .isEqualTo(before.applications().keySet());
            after.applications()
                    .forEach((key, entry) -> assertThat(entry.fingerprint()
                                    .equals(before.applications().get(key).fingerprint()))
                            .as(key.path())
                            .isEqualTo(!key.equals(storefront)));
        }
    }

    @Test
    void refusesTheBranchOfAnotherEnvironment() throws Exception {
        // Given
        upstream.git("branch", "next");
        GitSettings settings =
                GitSettings.of(upstream.url(), "next", folder.resolve("state")).withLocalAllowed();
        try (FleetRepository repository = FleetRepository.of(settings, "prod-eu-1")) {
            Revision revision = fetched(repository);

            // When Then
            assertThatThrownBy(() -> repository.slice(revision))
                    .hasMessage(
                            "The cluster \"prod-eu-1\" belongs to the environment prod, which follows the branch main"
                                + " (fleet/fleet.yaml), but this program follows next: correct the one or the other.");
        }
    }

    private FleetRepository open(String cluster) {
        String branch = cluster.startsWith("staging") ? "staging" : "main";
        return FleetRepository.of(
                GitSettings.of(upstream.url(), branch, folder.resolve("state")).withLocalAllowed(), cluster);
    }

    private static Revision fetched(FleetRepository repository) {
        return ((FetchOutcome.Fetched) repository.fetch().outcome()).revision();
    }
}
