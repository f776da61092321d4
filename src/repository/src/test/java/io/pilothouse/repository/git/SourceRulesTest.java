package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.git.GitSources.Allowed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRulesTest {
    private static final Path KEY = Path.of("key");
    private static final GitCredentials TEAM = new GitCredentials.Password("team", Secret.inFile(KEY));
    private static final GitCredentials SSH = new GitCredentials.SshKey(KEY, KEY);
    private static final GitSettings FLEET = GitSettings.of(
                    "https://git.example.org/acme/fleet.git", "main", Path.of("state"))
            .withCredentials(new GitCredentials.Password("fleet", Secret.inFile(KEY)));
    private static final GitSettings WITH_LIST = FLEET.withSources(new GitSources(List.of(
            new Allowed("https://git.example.org/team", TEAM),
            new Allowed("https://other.example.org:8443/", new GitCredentials.None()),
            new Allowed("ssh://git@git.example.org/team/", SSH))));

    @ParameterizedTest
    @CsvSource({
        "https://git.example.org/team/shop.git, true",
        "https://git.example.org/team/shop/deep.git, true",
        "https://GIT.Example.ORG/team/shop.git, true",
        "https://git.example.org:443/team/shop.git, true",
        "https://other.example.org:8443/anything, true",
        "ssh://git@git.example.org/team/shop.git, true",
        "ssh://git@git.example.org:22/team/shop.git, true",
        "git@git.example.org:team/shop.git, true",
        "https://git.example.org/team-of-others/shop.git, false",
        "https://git.example.org/teams/shop.git, false",
        "https://git.example.org/Team/shop.git, false",
        "https://git.example.org/acme/fleet.git, false",
        "https://git.example.org:8443/team/shop.git, false",
        "https://other.example.org/anything, false",
        "https://git.example.org.evil.org/team/shop.git, false",
        "https://evil-git.example.org/team/shop.git, false",
        "https://gіt.example.org/team/shop.git, false",
        "ssh://root@git.example.org/team/shop.git, false",
        "ssh://git.example.org/team/shop.git, false"
    })
    void allowsWhatIsBelowAPrefixAndNothingElse(String url, boolean isAllowed) {
        // When
        SourceRules.Ruling ruling = new SourceRules(WITH_LIST).rule(url, "main");

        // Then
        if (isAllowed) {
            assertThat(ruling).isInstanceOf(SourceRules.Ruling.Allow.class);
        } else {
            assertThat(ruling).isInstanceOfSatisfying(SourceRules.Ruling.Refuse.class, refuse -> {
                assertThat(refuse.code()).isEqualTo("PH-141");
                assertThat(refuse.why()).contains("repository.sources");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.org/team/../acme/secret.git, PH-143",
        "https://git.example.org/team/%2e%2e/acme/secret.git, PH-143",
        "https://git.example.org/team/..%2facme/secret.git, PH-143",
        "https://git.example.org/team//../acme, PH-143",
        "https://git.example.org//team/shop.git, PH-143",
        "https://git.example.org/team/./shop.git, PH-143",
        "https://git.example.org/team/shop.git?x=1, PH-143",
        "https://git.example.org/team/shop.git#x, PH-143",
        "https://git.example.org\\team/shop.git, PH-143",
        "https://git.example.org/team\\..\\acme, PH-143",
        "https://git.example.org@evil.org/team/shop.git, PH-143",
        "https://user:canary@git.example.org/team/shop.git, PH-143",
        "https://git.example.org:443@evil.org/team/shop.git, PH-143",
        "http://git.example.org/team/shop.git, PH-143",
        "file:///team/shop.git, PH-143",
        "ext::sh, PH-143",
        "'', PH-143"
    })
    void refusesUrlsThatCanBeReadInTwoWays(String url, String code) {
        // When
        SourceRules.Ruling ruling = new SourceRules(WITH_LIST).rule(url, "main");

        // Then
        assertThat(ruling).isInstanceOfSatisfying(SourceRules.Ruling.Refuse.class, refuse -> {
            assertThat(refuse.code()).isEqualTo(code);
            assertThat(refuse.why()).endsWith(".").doesNotContain("canary");
        });
    }

    @Test
    void asksEachServerAsTheSettingsSay() {
        assertThat(credentials(WITH_LIST, "https://git.example.org/team/shop.git"))
                .isEqualTo(TEAM);
        assertThat(credentials(WITH_LIST, "https://other.example.org:8443/x")).isEqualTo(new GitCredentials.None());
        assertThat(credentials(WITH_LIST, "git@git.example.org:team/shop.git")).isEqualTo(SSH);
    }

    @Test
    void allowsTheFleetRepositorysOwnServerWhereNothingIsListed() {
        assertThat(credentials(FLEET, "https://git.example.org/other/shop.git")).isEqualTo(FLEET.credentials());
        assertThat(new SourceRules(FLEET).rule("https://github.com/acme/shop.git", ""))
                .isInstanceOf(SourceRules.Ruling.Refuse.class);
        assertThat(new SourceRules(FLEET).rule("ssh://git@git.example.org/other/shop.git", ""))
                .isInstanceOf(SourceRules.Ruling.Refuse.class);
    }

    @Test
    void refusesAListThatCanNeverWork() {
        assertThat(FLEET.withSources(new GitSources(List.of(new Allowed("http://x/y", TEAM))))
                        .problem())
                .hasValueSatisfying(why -> assertThat(why).startsWith("The list of allowed sources"));
        assertThat(FLEET.withSources(new GitSources(List.of(new Allowed("https://x/a/../b", TEAM))))
                        .problem())
                .isPresent();
        assertThat(FLEET.withSources(new GitSources(List.of(new Allowed("file:///srv", TEAM))))
                        .problem())
                .isPresent();
        assertThat(new Allowed("https://user:canary@x/", TEAM).toString()).doesNotContain("password");
    }

    private static GitCredentials credentials(GitSettings settings, String url) {
        return new SourceRules(settings).rule(url, "main") instanceof SourceRules.Ruling.Allow allow
                ? allow.settings().credentials()
                : new GitCredentials.SshKey(Path.of("refused"), Path.of("refused"));
    }
}
