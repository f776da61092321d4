package io.pilothouse.repository.helm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://a.example.org/",
                "ftp://a.example.org/",
                "https:///path",
                "https://me@a.example.org/",
                "https://me:secret@a.example.org/",
                "https://a.example.org/a/../b/",
                "https://a.example.org/a b",
                "https://a.example.org\\@b.example.org/",
                "https://a_.example.org:99999/",
                "//a.example.org/",
                "file:///etc/passwd",
                "jar:https://a.example.org/x!/y"
            })
    void refusesWhatMayNotBeAsked(String url) {
        assertThat(ServerAddress.parse(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "web.tgz, https://a.example.org/charts/web.tgz",
        "charts/web.tgz, https://a.example.org/charts/charts/web.tgz",
        "/web.tgz, https://a.example.org/web.tgz",
        "../web.tgz, https://a.example.org/web.tgz",
        "https://b.example.org/web.tgz, https://b.example.org/web.tgz",
        "web.tgz?token=1, https://a.example.org/charts/web.tgz?token=1"
    })
    void resolvesAsABrowserDoes(String reference, URI expected) {
        ServerAddress base =
                ServerAddress.parse("https://a.example.org/charts/").orElseThrow();

        assertThat(base.resolve(reference).map(ServerAddress::uri)).contains(expected);
    }

    @Test
    void knowsWhichServersAreTheSame() {
        ServerAddress one = ServerAddress.parse("https://a.example.org/x").orElseThrow();

        assertThat(one.isSameServer(
                        ServerAddress.parse("https://A.example.org:443/y").orElseThrow()))
                .isTrue();
        assertThat(one.isSameServer(
                        ServerAddress.parse("https://a.example.org:444/x").orElseThrow()))
                .isFalse();
        assertThat(one.isSameServer(
                        ServerAddress.parse("https://b.example.org/x").orElseThrow()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example.org/charts, https://a.example.org/charts, true",
        "https://a.example.org/charts/, https://a.example.org/charts, true",
        "https://a.example.org/charts, https://a.example.org/charts/sub, true",
        "https://a.example.org/charts, https://a.example.org/chartsandmore, false",
        "https://a.example.org, https://a.example.org.evil.example/, false",
        "https://a.example.org, oci://a.example.org, false"
    })
    void allowsRepositoriesBelowAPrefix(String prefix, String repository, boolean isCovered) {
        assertThat(new ChartSettings.Repository(prefix, Optional.empty()).covers(repository))
                .isEqualTo(isCovered);
    }

    @Test
    void takesTheRuleThatSaysMost() {
        var wide = new ChartSettings.Repository("https://a.example.org", Optional.empty());
        var narrow = new ChartSettings.Repository("https://a.example.org/team", Optional.empty());
        ChartSettings settings = ChartSettings.of(Path.of("x"), List.of(wide, narrow));

        assertThat(settings.rule("https://a.example.org/team/charts")).contains(narrow);
        assertThat(settings.rule("https://a.example.org/other")).contains(wide);
        assertThat(settings.rule("https://b.example.org")).isEmpty();
    }
}
