package io.pilothouse.repository.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Writes what Helm makes of the corpus, with nothing of ours in between: `src/bin/helm-corpus` runs it. Hooks are not
/// part of it, because the library's `template` does not give them.
class HelmCorpusWriter {
    private static final Path API_VERSIONS =
            Path.of("src/main/resources/io/pilothouse/repository/helm/chart/api-versions.txt");

    @Test
    void writesWhatHelmMakesOfTheCorpus() throws IOException {
        Files.createDirectories(Corpus.FOLDER.resolve("expected"));
        for (Corpus.Case each : Corpus.cases()) {
            TemplateCommand command = new Helm(each.chartFolder())
                    .template()
                    .withName(each.release())
                    .withNamespace(each.namespace())
                    .withKubeVersion(each.kubeVersion());
            each.valuesFiles().forEach(file -> command.withValuesFile(Corpus.FOLDER.resolve(file)));
            // the library gives no text where Helm gives an empty one
            Files.writeString(each.expected(), Objects.requireNonNullElse(command.call(), ""));
        }
        assertThat(Corpus.cases())
                .allSatisfy(each -> assertThat(each.expected()).exists());
    }

    @Test
    void writesHelmsListOfApiVersions() throws IOException {
        Path probe = Files.createTempDirectory("helm-corpus");
        Files.createDirectories(probe.resolve("templates"));
        Files.writeString(probe.resolve("Chart.yaml"), "apiVersion: v2\nname: probe\nversion: 1.0.0\n");
        Files.writeString(
                probe.resolve("templates/a.yaml"),
                "versions: |\n{{ range .Capabilities.APIVersions }}  {{ . }}\n{{ end }}");
        StringBuilder versions = new StringBuilder("# What Helm finds served where it knows no cluster.\n");
        new Helm(probe)
                .template()
                .call()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .sorted()
                .forEach(version -> versions.append(version).append('\n'));
        Files.createDirectories(API_VERSIONS.getParent());
        Files.writeString(API_VERSIONS, versions);
        assertThat(API_VERSIONS).content().contains("apps/v1\n");
    }
}
