package io.pilothouse.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.demo.process.DemoFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnClustersTest {
    private static final Path FILE = Path.of("config");
    private static final Optional<List<String>> EXAMPLE =
            Optional.of(List.of("prod-eu-1", "prod-us-1", "staging-eu-1"));

    @Test
    void aContextThatIsCalledLikeAClusterIsThatCluster() {
        assertThat(OwnClusters.members(FILE, List.of("staging-eu-1", "prod-eu-1"), EXAMPLE))
                .containsExactly(
                        new Member("staging-eu-1", FILE, "staging-eu-1"), new Member("prod-eu-1", FILE, "prod-eu-1"));
    }

    @Test
    void otherContextsTakeTheClustersThatAreLeft() {
        assertThat(OwnClusters.members(FILE, List.of("kind-a", "prod-eu-1", "kind-b"), EXAMPLE))
                .containsExactly(
                        new Member("prod-us-1", FILE, "kind-a"),
                        new Member("prod-eu-1", FILE, "prod-eu-1"),
                        new Member("staging-eu-1", FILE, "kind-b"));
    }

    @Test
    void anAssignmentDecides() {
        assertThat(OwnClusters.members(FILE, List.of("staging-eu-1=kind-a"), EXAMPLE))
                .containsExactly(new Member("staging-eu-1", FILE, "kind-a"));
    }

    @Test
    void withOnesOwnRepositoryEveryNameIsTaken() {
        assertThat(OwnClusters.members(FILE, List.of("berlin", "paris=kind-b"), Optional.empty()))
                .containsExactly(new Member("berlin", FILE, "berlin"), new Member("paris", FILE, "kind-b"));
    }

    @Test
    void refusesAnUnknownCluster() {
        assertThatThrownBy(() -> OwnClusters.members(FILE, List.of("berlin=kind-a"), EXAMPLE))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("\"berlin=kind-a\"")
                .hasMessageContaining("prod-eu-1, prod-us-1, staging-eu-1");
    }

    @Test
    void refusesMoreContextsThanClusters() {
        assertThatThrownBy(() -> OwnClusters.members(FILE, List.of("a", "b", "c", "d"), EXAMPLE))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("more contexts");
    }
}
