package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;

class IsolatedSystemTest {
    @Test
    void saysHowExactTheTimesOfFilesAreSoThatNobodyMeasuresThem() throws Exception {
        // Given
        IsolatedSystem.install();
        StoredConfig config = SystemReader.getInstance().getUserConfig();
        // Then: what JGit asks before it measures, for any file system
        assertThat(config.getTimeUnit(
                        "filesystem", "any|vendor|disk", "timestampResolution", -1, TimeUnit.MILLISECONDS))
                .isEqualTo(100);
        assertThat(config.getTimeUnit("filesystem", "any|vendor|disk", "minRacyThreshold", -1, TimeUnit.MILLISECONDS))
                .isEqualTo(100);
    }

    @Test
    void readsNoConfigurationOfTheMachine() throws Exception {
        // Given
        IsolatedSystem.install();
        // Then
        assertThat(SystemReader.getInstance().getUserConfig().getSections()).isEmpty();
        assertThat(SystemReader.getInstance().getSystemConfig().getSections()).isEmpty();
        assertThat(SystemReader.getInstance().getenv("GIT_DIR")).isNull();
    }
}
