package io.pilothouse.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.FetchOutcome;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.git.Upstream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryIT {
    @TempDir
    Path folder;

    /// What was held back for want of an answer must be looked at again when there is one.
    @Test
    void saysWhenItKnowsMoreOfIt() throws Exception {
        // Given
        Upstream upstream = Upstream.in(folder.resolve("upstream"));
        for (int number = 0; number < 3; number++) {
            upstream.write("file", "version " + number);
            upstream.commit("Commit " + number);
        }
        GitSettings settings =
                GitSettings.of(upstream.url(), "main", folder.resolve("state")).withLocalAllowed();
        try (FleetRepository repository = FleetRepository.of(settings, "c")) {
            FleetRepository.Fetched first = repository.fetch();
            Revision newest = ((FetchOutcome.Fetched) first.outcome()).revision();
            Revision oldest = new Revision(
                    upstream.git("rev-list", "--max-parents=0", "HEAD").strip());

            // When
            boolean isKnownAtFirst = repository.isAncestor(oldest, newest);
            FleetRepository.Fetched second = repository.fetch();

            // Then
            assertThat(isKnownAtFirst).isFalse();
            assertThat(first.hasMoved()).isFalse();
            assertThat(second.hasMoved()).isTrue();
            assertThat(repository.isAncestor(oldest, newest)).isTrue();
            assertThat(repository.fetch().hasMoved()).isFalse();
        }
    }
}
