package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.agent.journal.JournalLimits;
import io.pilothouse.agent.kube.Impersonation;
import io.pilothouse.agent.kube.KubeSettings;
import io.pilothouse.repository.git.GitCredentials;
import io.pilothouse.repository.git.GitProtection;
import io.pilothouse.repository.git.GitProxy;
import io.pilothouse.repository.git.GitSources;
import io.pilothouse.repository.git.Secret;
import io.pilothouse.repository.git.signature.SignaturePolicy;
import io.pilothouse.repository.settings.SettingsException;
import io.pilothouse.wire.channel.HubAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {
    private static final String LEAST = """
        cluster: prod-eu-1
        state: state
        repository: {url: https://git.example.org/fleet.git}
        """;

    @TempDir
    private Path folder;

    @Test
    void needsLittleAndHasDefaultsForTheRest() throws Exception {
        // When
        AgentConfig config = load(LEAST);

        // Then
        assertThat(config.cluster()).isEqualTo("prod-eu-1");
        assertThat(config.state()).isEqualTo(folder.resolve("state"));
        assertThat(config.repository().branch()).isEqualTo("main");
        assertThat(config.repository().credentials()).isEqualTo(new GitCredentials.None());
        assertThat(config.repository().isLocalAllowed()).isFalse();
        assertThat(config.repository().proxy()).isEmpty();
        assertThat(config.repository().protection()).isEqualTo(GitProtection.DEFAULT);
        assertThat(config.repository().sources()).isEqualTo(GitSources.NONE);
        assertThat(config.repository().quota()).isEqualTo(2L << 30);
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.hub()).isEmpty();
        assertThat(config.kubernetes()).isEqualTo(KubeSettings.inCluster());
        assertThat(config.status()).hasToString("/127.0.0.1:8089");
        assertThat(config.pace().workers()).isEqualTo(16);
        assertThat(config.pace().isQuotingLogs()).isTrue();
        assertThat(config.pace().journal()).isEqualTo(JournalLimits.DEFAULT);
    }

    @Test
    void takesEveryKey() throws Exception {
        // Given
        Files.writeString(folder.resolve("password"), "x");
        Files.writeString(folder.resolve("ca.pem"), "x");
        Files.writeString(folder.resolve("signers"), "x");
        Files.writeString(folder.resolve("keys.asc"), "x");

        // When
        AgentConfig config = load("""
            cluster: prod-eu-1
            state: /var/lib/pilothouse
            repository:
              url: https://git.example.org/fleet.git
              branch: release
              interval: 5m
              timeout: 10s
              username: fleet
              passwordFile: password
              caBundle: ca.pem
              allowLocal: true
              quota: 64MiB
              rewrites: allow
              acceptRewrite: 0123456789abcdef0123456789abcdef01234567
              signatures: {policy: require, allowedSigners: signers, openpgpKeys: keys.asc}
              proxy: {url: 'http://proxy.example.org:3128', username: pilot, passwordFile: password}
              sources:
                shop: {url: 'https://git.example.org/shop/', tokenFile: password}
                charts: {url: 'ssh://git@charts.example.org/', sshKey: password, knownHosts: password}
            hub:
              address: hub.example.org:7000
              identity: identity
            kubernetes:
              kubeconfig: kubeconfig
              context: admin
              namespace: fleet-system
              timeout: 20s
              impersonation: none
            status:
              listen: 0.0.0.0:9000
            workers: 3
            maxInFlight: 5
            journal:
              maxReports: 500
              maxSize: 8MiB
            """);

        // Then
        assertThat(config.state()).isEqualTo(Path.of("/var/lib/pilothouse"));
        assertThat(config.repository().branch()).isEqualTo("release");
        assertThat(config.repository().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.repository().credentials())
                .isEqualTo(new GitCredentials.Password("fleet", Secret.inFile(folder.resolve("password"))));
        assertThat(config.repository().caBundle()).contains(folder.resolve("ca.pem"));
        assertThat(config.repository().isLocalAllowed()).isTrue();
        assertThat(config.repository().quota()).isEqualTo(64 << 20);
        assertThat(config.repository().protection())
                .isEqualTo(new GitProtection(
                        GitProtection.Rewrites.ALLOWED,
                        Optional.of("0123456789abcdef0123456789abcdef01234567"),
                        new SignaturePolicy(
                                SignaturePolicy.Scope.EVERY,
                                Optional.of(folder.resolve("signers")),
                                Optional.of(folder.resolve("keys.asc")))));
        Path password = folder.resolve("password");
        assertThat(config.repository().proxy())
                .contains(new GitProxy(
                        "http://proxy.example.org:3128",
                        Optional.of(new GitProxy.Login("pilot", Secret.inFile(password)))));
        assertThat(config.repository().sources())
                .isEqualTo(new GitSources(List.of(
                        new GitSources.Allowed(
                                "ssh://git@charts.example.org/", new GitCredentials.SshKey(password, password)),
                        new GitSources.Allowed(
                                "https://git.example.org/shop/",
                                new GitCredentials.Password("pilothouse", Secret.inFile(password))))));
        assertThat(config.interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.hub())
                .contains(new AgentConfig.Hub(new HubAddress("hub.example.org", 7000), folder.resolve("identity")));
        assertThat(config.kubernetes())
                .isEqualTo(new KubeSettings(
                        Optional.of(folder.resolve("kubeconfig")),
                        Optional.of("admin"),
                        "fleet-system",
                        5,
                        Duration.ofSeconds(20),
                        Impersonation.NONE));
        assertThat(config.status()).hasToString("/0.0.0.0:9000");
        assertThat(config.pace().workers()).isEqualTo(3);
        assertThat(config.pace().journal()).isEqualTo(new JournalLimits(500, 8 << 20, 1 << 20));
    }

    @Test
    void writesAsAccountsUnlessItIsToldOtherwiseInSoManyWords() throws Exception {
        // When / Then
        assertThat(load(LEAST).kubernetes().impersonation()).isEqualTo(Impersonation.REQUIRED);
        assertThatThrownBy(() -> load(LEAST + "\nkubernetes: {impersonation: 'no'}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kubernetes.impersonation")
                .hasMessageContaining("must be required");
    }

    @Test
    void takesATokenOrAnSshKey() throws Exception {
        // Given
        Files.writeString(folder.resolve("token"), "x");
        Files.writeString(folder.resolve("key"), "x");
        Files.writeString(folder.resolve("hosts"), "x");

        // When
        AgentConfig token = load(LEAST.replace("}", ", tokenFile: token}"));
        AgentConfig ssh = load(LEAST.replace("https://git.example.org/fleet.git", "ssh://git@git.example.org/fleet.git")
                .replace("}", ", sshKey: key, knownHosts: hosts}"));

        // Then
        assertThat(token.repository().credentials())
                .isEqualTo(new GitCredentials.Password("pilothouse", Secret.inFile(folder.resolve("token"))));
        assertThat(ssh.repository().credentials())
                .isEqualTo(new GitCredentials.SshKey(folder.resolve("key"), folder.resolve("hosts")));
    }

    @Test
    void letsTheEnvironmentWin() throws Exception {
        // Given
        Path file = write(LEAST);

        // When
        AgentConfig config = AgentConfig.load(
                file,
                Map.of(
                        "PILOTHOUSE_AGENT_CLUSTER", "prod-us-1",
                        "PILOTHOUSE_AGENT_REPOSITORY_INTERVAL", "7s",
                        "PILOTHOUSE_AGENT_MAX_IN_FLIGHT", "2"));

        // Then
        assertThat(config.cluster()).isEqualTo("prod-us-1");
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.kubernetes().maxInFlight()).isEqualTo(2);
    }

    @Test
    void showsEverySettingInForce() throws Exception {
        // When
        AgentConfig config = load(LEAST);

        // Then
        assertThat(config.effective())
                .anyMatch(line -> line.startsWith("cluster = prod-eu-1"))
                .contains("repository.branch = main (default)", "workers = 16 (default)", "hub.address = (not set)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        workres: 3                              | Unknown key "workres"
        hub: {adress: 127.0.0.1:7443}           | Unknown key "hub.adress"
        workers: many                           | workers
        workers: 0                              | workers
        hub: {address: 127.0.0.1:7443}          | "hub.identity" is missing
        hub: {identity: x}                      | "hub.address" is missing
        hub: {address: 'http://x/', identity: x}| is not a hub's address
        kubernetes: {context: admin}            | needs "kubernetes.kubeconfig"
        status: {listen: nowhere}               | must be address:port
        status: {listen: '127.0.0.1:99999'}     | must be address:port
        journal: {maxReports: 1}                | must be between
        state: {}                               | state
        """)
    void saysInOneSentenceWhatIsWrong(String line, String expected) throws IOException {
        // Given
        String text = line.startsWith("state") ? LEAST.replace("state: state", line) : LEAST + line + "\n";
        Path file = write(text);

        // When, Then
        assertThatThrownBy(() -> AgentConfig.load(file, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("agent.yaml")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        url: ftp://git.example.org/x                                   | cannot work
        url: https://git.example.org/x, username: a                    | "repository.passwordFile" is missing
        url: https://git.example.org/x, passwordFile: p                | "repository.username" is missing
        url: https://git.example.org/x, tokenFile: p, passwordFile: q  | cannot be given together
        url: https://git.example.org/x, sshKey: p                      | "repository.knownHosts" is missing
        url: https://git.example.org/x, knownHosts: p                  | "repository.sshKey" is missing
        url: https://git.example.org/x, tokenFile: p, sshKey: q        | choose one
        url: https://git.example.org/x, caBundle: nowhere.pem          | nowhere.pem
        url: https://ann:secret@git.example.org/x                      | password
        url: https://git.example.org/x, rewrites: maybe                | rewrites
        url: https://git.example.org/x, acceptRewrite: abc1234         | by its full commit id
        url: https://git.example.org/x, quota: 1MiB                    | quota
        url: https://git.example.org/x, signatures: {policy: require}  | nobody may sign
        url: https://git.example.org/x, signatures: {policy: newest, openpgpKeys: nowhere.asc} | nowhere.asc
        url: https://git.example.org/x, proxy: {url: https://proxy}    | must be http://host:port
        url: https://git.example.org/x, proxy: {username: a, passwordFile: p} | "repository.proxy.url" is missing
        url: https://git.example.org/x, proxy: {url: 'http://p:1', username: a} | "repository.proxy.passwordFile" is missing
        url: https://git.example.org/x, sources: {a: {tokenFile: p}}   | "repository.sources.a.url" is missing
        url: https://git.example.org/x, sources: {a: {url: 'https://h/', tokn: p}} | Unknown key "repository.sources.a.tokn"
        url: https://git.example.org/x, sources: {a: {url: 'http://h/'}} | list of allowed sources
        url: https://git.example.org/x, sources: {A: {url: 'https://h/'}} | lower-case letters
        url: https://git.example.org/x, interval: 0s                   | "repository.interval" must be between
        url: https://git.example.org/x, interval: -1s                  | with its unit
        url: https://git.example.org/x, interval: 1e9h                 | with its unit
        url: https://git.example.org/x, interval: 5                    | with its unit
        url: https://git.example.org/x, interval: PT5M                 | with its unit
        url: https://git.example.org/x, interval: 5m5                  | with its unit
        url: https://git.example.org/x, interval: 1000000h             | "repository.interval" must be between
        branch: main                                                   | repository.url
        """)
    void saysWhatIsWrongWithTheRepository(String keys, String expected) throws IOException {
        // Given
        Path file = write("cluster: prod-eu-1\nstate: state\nrepository: {" + keys + "}\n");

        // When, Then
        assertThatThrownBy(() -> AgentConfig.load(file, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("secret@")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAClusterNameThatCannotBeAFolder() throws IOException {
        // Given
        Path file = write(LEAST.replace("prod-eu-1", "../prod"));

        // When, Then
        assertThatThrownBy(() -> AgentConfig.load(file, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("fleet/clusters");
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> AgentConfig.load(folder.resolve("none.yaml"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("none.yaml");
    }

    private AgentConfig load(String text) throws Exception {
        return AgentConfig.load(write(text), Map.of());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("agent.yaml"), text);
    }
}
