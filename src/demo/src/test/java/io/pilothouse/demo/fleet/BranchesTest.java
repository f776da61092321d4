package io.pilothouse.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BranchesTest {
    @Test
    void areThoseOfTheEnvironments() {
        // When
        Branches branches = new Branches(
                ExampleFleet.read(Path.of("../../fleet-repo-example"), 4).files());

        // Then
        assertThat(branches.others()).containsExactly("staging");
        assertThat(branches.of("staging-eu-1")).isEqualTo("staging");
        assertThat(branches.of("prod-eu-1")).isEqualTo("main");
        assertThat(branches.of("prod-eu-2")).isEqualTo("main");
    }

    @Test
    void areTheMainOneWhereNobodySaysOtherwise() {
        // When
        Branches branches = new Branches(Map.of("fleet/clusters/a.yaml", "cluster a"));

        // Then
        assertThat(branches.others()).isEmpty();
        assertThat(branches.of("a")).isEqualTo("main");
        assertThat(branches.of("b")).isEqualTo("main");
    }
}
