package io.pilothouse.repository.helm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryIndexTest {
    @TempDir
    Path folder;

    private List<String> versions(String index) throws IOException, FailedFetchException {
        Path file = Files.writeString(folder.resolve("index.yaml"), index);
        return RepositoryIndex.versions(file, "web", "charts.example.org").stream()
                .map(each -> each.text("version").orElse(""))
                .toList();
    }

    @Test
    void findsAChartAmongOthersInAListAsHelmWritesIt() throws Exception {
        assertThat(versions("""
            apiVersion: v1
            entries:
              a:
              - version: 9.0.0
              web:
              - version: 1.0.0
                description: |
                  web:
              - version: 2.0.0
              web-site:
              - version: 8.0.0
            generated: x
            """)).containsExactly("1.0.0", "2.0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entries:\n    web:\n        - version: 1.0.0\n        - version: 2.0.0\n",
                "{\"entries\": {\"web\": [{\"version\": \"1.0.0\"}, {\"version\": \"2.0.0\"}]}}",
                "entries:\n  \"web\":\n    - version: 1.0.0\n    - version: 2.0.0\n  zoo: []\n",
                "entries: {web: [{version: 1.0.0}, {version: 2.0.0}]}\n",
                "entries:\r\n  web:\r\n  - version: 1.0.0\r\n  - version: 2.0.0\r\n"
            })
    void findsAChartHoweverTheListIsWritten(String index) throws Exception {
        assertThat(versions(index)).containsExactly("1.0.0", "2.0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entries: {}\n",
                "entries:\n  a:\n  - version: 1.0.0\n",
                "apiVersion: v1\n",
                "entries:\n  web: []\n"
            })
    void findsNothingWhereThereIsNothing(String index) throws Exception {
        assertThat(versions(index)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no list", "entries: [", "- a\n", "a: 1\n---\nb: 2\n", "entries:\n  web:\n  - a: 1\n  - [\n"
            })
    void refusesWhatIsNoList(String index) {
        FailedFetchException failed = catchThrowableOfType(FailedFetchException.class, () -> versions(index));

        assertThat(failed.code()).isEqualTo("PH-185");
        assertThat(failed.sentence()).contains("no list of charts");
    }

    @Test
    void refusesALargeListThatIsNotWrittenLineByLine() {
        String large = "{\"entries\": {\"web\": [{\"version\": \"" + "1".repeat(5 << 20) + "\"}]}}";

        FailedFetchException failed = catchThrowableOfType(FailedFetchException.class, () -> versions(large));

        assertThat(failed.code()).isEqualTo("PH-181");
    }
}
