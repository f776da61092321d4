package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import io.pilothouse.repository.git.signature.SignaturePolicy;
import io.pilothouse.repository.git.signature.SignaturePolicy.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commits signed by the programs that people use. The committer is `test@example.org`.
class SignatureIT {
    private static final String US = "test@example.org";
    private static final String USER = "Test <test@example.org>";

    @TempDir
    Path folder;

    private Upstream upstream;
    private Signers signers;
    private Path allowed;
    private Path openpgp;

    @BeforeEach
    void createUpstream() throws IOException {
        upstream = Upstream.in(folder.resolve("upstream"));
        signers = new Signers(folder.resolve("keys"), upstream);
        allowed = Files.writeString(folder.resolve("allowed"), "# nobody\n");
        openpgp = folder.resolve("keys.asc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void acceptsWhatAnAllowedSshKeySigned(String type) throws IOException {
        // Given
        Path key = signers.sshKey("ann", type);
        Files.writeString(allowed, Signers.allow("boss@example.org,*@example.org namespaces=\"git\"", key));
        String commit = signers.commitBySsh(key, "first");

        // When Then
        expectFetched(Scope.EVERY, commit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa2048", "nistp256"})
    void acceptsWhatAnAllowedOpenPgpKeySigned(String algorithm) throws IOException {
        // Given
        Signers.Gpg gpg = signers.gpg("ann", "").key(USER, algorithm, "never");
        String commit = gpg.commit(US, "first");
        gpg.export(openpgp);
        gpg.close();

        // When Then
        expectFetched(Scope.EVERY, commit);
    }

    @Test
    void refusesWhatIsNotSigned() throws IOException {
        // Given
        String commit = upstream.commit("first");

        // When Then
        expectRefused("PH-144", "commit " + commit + " is not signed");
    }

    @Test
    void refusesWhatAStrangerSigned() throws IOException {
        // Given
        Files.writeString(allowed, Signers.allow("*", signers.sshKey("ann", "ed25519")));
        signers.commitBySsh(signers.sshKey("eve", "ed25519"), "first");

        // When Then
        expectRefused("PH-145", "is signed with the SSH key SHA256:");
    }

    @Test
    void refusesWhatAStrangersOpenPgpKeySigned() throws IOException {
        // Given
        Signers.Gpg ann = signers.gpg("ann", "").key(USER, "ed25519", "never");
        ann.export(openpgp);
        ann.close();
        Signers.Gpg eve = signers.gpg("eve", "").key(USER, "ed25519", "never");
        eve.commit(US, "first");
        eve.close();

        // When Then
        expectRefused("PH-145", "which is not in the file of allowed keys");
    }

    @Test
    void refusesAKindOfKeyThatNoSettingAllows() throws IOException {
        // Given
        signers.commitBySsh(signers.sshKey("ann", "ed25519"), "first");

        // When Then
        expectRefused(
                new SignaturePolicy(Scope.NEWEST, Optional.empty(), Optional.of(allowed)),
                "PH-145",
                "no file of allowed signers is set");
    }

    @Test
    void refusesAnSshKeyThatHasExpired() throws IOException {
        // Given
        Path key = signers.sshKey("ann", "ed25519");
        Files.writeString(allowed, Signers.allow("* valid-before=\"20200101Z\"", key));
        signers.commitBySsh(key, "first");

        // When Then
        expectRefused("PH-146", "was not valid at that time");
        Files.writeString(allowed, Signers.allow("* valid-after=\"20200101\",valid-before=\"29990101120000Z\"", key));
        expectFetched(Scope.EVERY, upstream.git("rev-parse", "HEAD"));
    }

    @Test
    void refusesAnOpenPgpKeyThatHasExpired() throws IOException {
        // Given
        Signers.Gpg gpg = signers.gpg("ann", "20200101T000000").key(USER, "ed25519", "1d");
        gpg.commit(US, "first");
        gpg.export(openpgp);
        gpg.close();

        // When Then
        expectRefused("PH-146", "has expired or was revoked");
    }

    @Test
    void refusesAnOpenPgpKeyThatWasRevoked() throws IOException {
        // Given
        Signers.Gpg gpg = signers.gpg("ann", "").key(USER, "ed25519", "never");
        gpg.commit(US, "first");
        gpg.revoke().export(openpgp);
        gpg.close();

        // When Then
        expectRefused("PH-146", "has expired or was revoked");
    }

    @Test
    void refusesASignatureThatDoesNotFitTheCommit() throws IOException {
        // Given
        Path key = signers.sshKey("ann", "ed25519");
        Files.writeString(allowed, Signers.allow("*", key));
        signers.commitBySsh(key, "first");
        tamper();

        // When Then
        expectRefused("PH-147", "does not fit: the commit was altered after it was signed");
    }

    @Test
    void refusesAnOpenPgpSignatureThatDoesNotFitTheCommit() throws IOException {
        // Given
        Signers.Gpg gpg = signers.gpg("ann", "").key(USER, "ed25519", "never");
        gpg.commit(US, "first");
        gpg.export(openpgp);
        gpg.close();
        tamper();

        // When Then
        expectRefused("PH-147", "does not fit");
    }

    @Test
    void refusesASignatureThatWasMadeForSomethingElse() throws IOException {
        // Given
        Path key = signers.sshKey("ann", "ed25519");
        Files.writeString(allowed, Signers.allow("* namespaces=\"file,email\"", key));
        signers.commitBySsh(key, "first");

        // When Then
        expectRefused("PH-145", "none of the allowed signers'");
    }

    @Test
    void refusesAKeyOfSomebodyElseThanTheCommitter() throws IOException {
        // Given
        Path key = signers.sshKey("ann", "ed25519");
        Files.writeString(allowed, Signers.allow("ann@example.org,!test@example.org,*.com", key));
        signers.commitBySsh(key, "first");

        // When Then
        expectRefused("PH-148", "may not sign for its committer");
    }

    @Test
    void refusesAnOpenPgpKeyOfSomebodyElseThanTheCommitter() throws IOException {
        // Given
        Signers.Gpg gpg = signers.gpg("ann", "").key("Ann <ann@example.org>", "ed25519", "never");
        gpg.commit("ann@example.org", "first");
        gpg.export(openpgp);
        gpg.close();

        // When Then
        expectRefused("PH-148", "which is none of its committer's");
    }

    @Test
    void refusesAFileOfKeysThatItDoesNotUnderstand() throws IOException {
        // Given
        Path key = signers.sshKey("ann", "ed25519");
        signers.commitBySsh(key, "first");
        Files.writeString(allowed, Signers.allow("*", key) + Signers.allow("* cert-authority", key));

        // When Then
        expectRefused("PH-130", allowed + ":2 has the option \"cert-authority\", which is not supported");
        Files.writeString(allowed, "ann@example.org\n");
        expectRefused("PH-130", allowed + ":1 is none of");
    }

    @Test
    void wantsEveryNewCommitSignedSoThatNothingGetsInBelowASignedMerge() throws IOException {
        // Given
        Path key = signers.sshKey("ann", "ed25519");
        Files.writeString(allowed, Signers.allow("*", key));
        String good = signers.commitBySsh(key, "first");
        try (FleetClone clone = clone(policy(Scope.EVERY));
                FleetClone trusting =
                        FleetClone.of(settings(policy(Scope.NEWEST)).in(folder.resolve("trusting")))) {
            clone.fetch();
            trusting.fetch();
            String smuggled = upstream.commit("smuggled");
            String merge = signers.commitBySsh(key, "merge");

            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("PH-144");
                assertThat(failed.message()).contains("commit " + smuggled);
            });
            assertThat(clone.fetch()).isEqualTo(outcome);
            assertThat(clone.lastFetched()).contains(new Revision(good));
            assertThat(trusting.fetch()).isEqualTo(new Fetched("main", new Revision(merge), true));
        }
    }

    @Test
    void goesOnWithTheNextGoodCommitAndTrustsNothingUnsignedAfterARestart() throws IOException {
        // Given
        Path key = signers.sshKey("ann", "ed25519");
        Files.writeString(allowed, Signers.allow("*", key));
        Revision unsigned = new Revision(upstream.commit("unsigned"));
        try (FleetClone careless = clone(SignaturePolicy.NONE)) {
            assertThat(careless.fetch()).isEqualTo(new Fetched("main", unsigned, true));
        }

        // When
        try (FleetClone clone = clone(policy(Scope.NEWEST))) {
            // Then
            assertThat(clone.lastFetched()).isEmpty();
            assertThat(clone.fetch()).isInstanceOf(Failed.class);
            Revision signed = new Revision(signers.commitBySsh(key, "signed"));
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", signed, true));
            assertThat(clone.lastFetched()).contains(signed);
        }
    }

    private void tamper() throws IOException {
        Path raw = folder.resolve("commit");
        Files.writeString(raw, upstream.git("cat-file", "commit", "HEAD").replace("first", "other") + "\n");
        String forged = upstream.git("hash-object", "-t", "commit", "-w", raw.toString());
        upstream.git("update-ref", "refs/heads/main", forged);
    }

    private void expectFetched(Scope scope, String commit) {
        try (FleetClone clone = clone(policy(scope))) {
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", new Revision(commit), true));
        }
    }

    private void expectRefused(String code, String part) {
        expectRefused(policy(Scope.EVERY), code, part);
    }

    private void expectRefused(SignaturePolicy policy, String code, String part) {
        try (FleetClone clone = clone(policy)) {
            assertThat(clone.fetch()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.message()).contains(part).contains("commit ").doesNotContain("\n");
                assertThat(failed.code()).isEqualTo(code);
            });
            assertThat(clone.lastFetched()).isEmpty();
        }
    }

    private SignaturePolicy policy(Scope scope) {
        return new SignaturePolicy(
                scope, Optional.of(allowed), Files.exists(openpgp) ? Optional.of(openpgp) : Optional.empty());
    }

    private FleetClone clone(SignaturePolicy policy) {
        return FleetClone.of(settings(policy));
    }

    private GitSettings settings(SignaturePolicy policy) {
        return GitSettings.of(upstream.url(), "main", folder.resolve("state"))
                .withLocalAllowed()
                .withProtection(GitProtection.DEFAULT.withSignatures(policy));
    }
}
