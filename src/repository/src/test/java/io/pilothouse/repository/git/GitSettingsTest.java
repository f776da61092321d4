package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.git.signature.SignaturePolicy;
import io.pilothouse.repository.git.signature.SignaturePolicy.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitSettingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "file:///etc | only the demo and tests may use",
                "ext::sh -c id | space or control character",
                "ext::sh | none that Pilothouse knows",
                "ssh://-oProxyCommand=id/x | no valid host name",
                "ssh://git@-oProxyCommand=id/x | no valid host name",
                "ssh://-l@host/x.git | no valid user name",
                "https://user:canary@host/x.git | holds a password",
                "https://canary@host/x.git | holds a user name",
                "http://host/x.git | begins with http",
                "git://host/x.git | neither https nor ssh",
                "https:///x.git | no valid host name",
                "https://host | names a host but no repository",
                "https://host/../../x | a path with \"..\"",
                "https://host:70000/x.git | a port above 65535",
                "`https://host/x\u0000.git` | space or control character",
                "`https://host/x\ny` | space or control character",
                "`https://host/x y` | space or control character",
                "https://ho%73t/x.git | no valid host name",
                "https://-host/x.git | no valid host name",
                "https://host/-x.git | a path with",
                "ssh://git:canary@host/x.git | holds a password",
                "ssh+git://host/x.git | neither https nor ssh",
                "HTTPS://host/x.git | none that Pilothouse knows",
                "https://user@@host/x | none that Pilothouse knows",
                "`` | is empty",
                "host/x.git | none that Pilothouse knows",
                "/srv/git/x.git | none that Pilothouse knows",
                "git@host::x | none that Pilothouse knows"
            })
    void refusesUrlsThatNoFleetRepositoryHas(String url, String part) {
        // When
        var problem = GitSettings.of(url, "main", folder).problem();

        // Then
        assertThat(problem)
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains(part)
                        .doesNotContain("canary")
                        .endsWith("."));
        assertThat(GitSettings.of(url, "main", folder).toString()).doesNotContain("canary");
    }

    @Test
    void refusesAVeryLongUrl() {
        assertThat(GitSettings.of("https://host/" + "x".repeat(10_000), "main", folder)
                        .problem())
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("longer than 2000").hasSizeLessThan(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HEAD",
                "--upload-pack=x",
                "../x",
                "a..b",
                "refs/heads/main",
                "a b",
                "a\u0000",
                "x.lock",
                "/a",
                "a/"
            })
    void refusesNamesThatNoBranchHas(String branch) {
        assertThat(GitSettings.of("https://host/x.git", branch, folder).problem())
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("The branch's name"));
        assertThat(GitSettings.of("https://host/x.git", "x".repeat(300), folder).problem())
                .isPresent();
    }

    @Test
    void acceptsWhatTeamsUse() throws IOException {
        // Given
        Path key = Files.writeString(folder.resolve("key"), "x");
        GitCredentials ssh = new GitCredentials.SshKey(key, key);
        GitCredentials password = new GitCredentials.Password("u", Secret.inFile(key));

        // When Then
        for (String url : List.of(
                "https://git.example.org/fleet.git", "https://git.example.org:8443/a/b", "https://[2001:db8::1]/x")) {
            assertThat(GitSettings.of(url, "release/1.x", folder)
                            .withCredentials(password)
                            .problem())
                    .isEmpty();
            assertThat(GitSettings.of(url, "main", folder).problem()).isEmpty();
        }
        for (String url : List.of(
                "ssh://git@git.example.org/fleet.git", "git@github.com:org/fleet.git", "ssh://git@host:2222/~/x")) {
            assertThat(GitSettings.of(url, "main", folder).withCredentials(ssh).problem())
                    .isEmpty();
        }
        assertThat(GitSettings.of("file:///srv/fleet.git", "main", folder)
                        .withLocalAllowed()
                        .problem())
                .isEmpty();
    }

    @Test
    void refusesCredentialsThatDoNotFit() throws IOException {
        // Given
        Path key = Files.writeString(folder.resolve("key"), "x");
        GitSettings ssh = GitSettings.of("git@host:x.git", "main", folder);
        GitSettings https = GitSettings.of("https://host/x.git", "main", folder);

        // When Then
        assertThat(ssh.problem()).hasValueSatisfying(why -> assertThat(why).contains("needs a private key"));
        assertThat(ssh.withCredentials(new GitCredentials.Password("u", Secret.inFile(key)))
                        .problem())
                .hasValueSatisfying(why -> assertThat(why).contains("https URLs only"));
        assertThat(https.withCredentials(new GitCredentials.SshKey(key, key)).problem())
                .hasValueSatisfying(why -> assertThat(why).contains("ssh URLs only"));
        assertThat(ssh.withCredentials(new GitCredentials.SshKey(folder.resolve("no"), key))
                        .problem())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("private key " + folder.resolve("no") + " is missing"));
        assertThat(ssh.withCredentials(new GitCredentials.SshKey(key, folder)).problem())
                .hasValueSatisfying(why -> assertThat(why).contains("known_hosts file"));
        assertThat(https.withCaBundle(folder.resolve("no")).problem())
                .hasValueSatisfying(why -> assertThat(why).contains("CA bundle"));
    }

    @Test
    void refusesProtectionThatCanNeverWork() throws IOException {
        // Given
        GitSettings https = GitSettings.of("https://host/x.git", "main", folder);
        GitProtection signed = GitProtection.DEFAULT.withSignatures(
                new SignaturePolicy(Scope.EVERY, Optional.of(folder.resolve("no")), Optional.empty()));

        // When Then
        assertThat(https.withProtection(signed).problem())
                .hasValueSatisfying(why -> assertThat(why).contains("allowed signers " + folder.resolve("no")));
        assertThat(https.withProtection(GitProtection.DEFAULT.withAcceptedRewrite("abc1234"))
                        .problem())
                .hasValueSatisfying(why -> assertThat(why).contains("full commit id"));
        for (String url : List.of(
                "proxy:3128", "https://proxy:3128", "http://canary:x@proxy:1", "http://proxy", "http://proxy:99999")) {
            GitProxy proxy = new GitProxy(url, Optional.empty());
            assertThat(https.withProxy(proxy).problem())
                    .hasValueSatisfying(why ->
                            assertThat(why).contains("must be http://host:port").doesNotContain("canary"));
            assertThat(proxy.toString()).doesNotContain("canary");
        }
        assertThat(https.withProxy(new GitProxy("http://[2001:db8::1]:3128/", Optional.empty()))
                        .problem())
                .isEmpty();
    }

    @Test
    void showsTheTrueNameOfALookAlikeHost() throws Exception {
        // When
        GitAddress address = GitAddress.parse("https://gіthub.com/x.git", false);

        // Then
        assertThat(address.shown()).isEqualTo("xn--gthub-n2e.com/x.git");
    }

    @Test
    void readsASecretWithoutWhatEditorsLeave() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("token"), "\uFEFFtoken\r\n");
        Path empty = Files.writeString(folder.resolve("empty"), " \n");

        // When Then
        assertThat(Secret.inFile(file).read()).contains("token");
        assertThat(Secret.inFile(empty).read()).isEmpty();
        assertThat(Secret.inFile(folder).read()).isEmpty();
        assertThat(Secret.inEnvironment("PILOTHOUSE_NO_SUCH_VARIABLE").read()).isEmpty();
    }
}
