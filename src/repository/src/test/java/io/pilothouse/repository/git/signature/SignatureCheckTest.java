package io.pilothouse.repository.git.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What nobody signed properly. Good signatures are made with the real programs, see `SignatureIT`.
class SignatureCheckTest {
    private static final String HEAD = """
        tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
        author A <a@x> 1700000000 +0000
        committer C D <c@x> 1700000001 +0100
        """;

    @TempDir
    Path folder;

    private SignatureCheck check;

    @BeforeEach
    void allowNobody() throws IOException {
        Path allowed = Files.writeString(folder.resolve("allowed"), "");
        check = new SignatureCheck(
                new SignaturePolicy(SignaturePolicy.Scope.EVERY, Optional.of(allowed), Optional.empty()),
                InstantSource.system());
    }

    @Test
    void takesTheSignatureOutOfTheCommitsHeader() {
        // When
        SignedCommit commit = parse(HEAD
                + "gpgsig -----BEGIN X-----\n abc\n \n -----END X-----\n"
                + "gpgsig-sha256 other\n more\nencoding UTF-8\n\ngpgsig no header\n message\n");

        // Then
        assertThat(new String(commit.payload(), StandardCharsets.UTF_8))
                .isEqualTo(HEAD + "encoding UTF-8\n\ngpgsig no header\n message\n");
        assertThat(commit.signature()).isEqualTo("-----BEGIN X-----\nabc\n\n-----END X-----\n");
        assertThat(commit.email()).isEqualTo("c@x");
        assertThat(commit.time()).isEqualTo(Instant.ofEpochSecond(1_700_000_001));
    }

    @Test
    void refusesWhatHasNoSignatureOrOneOfAnotherKind() {
        assertThat(code(HEAD + "\nmessage\n")).isEqualTo("PH-144");
        assertThat(code("")).isEqualTo("PH-144");
        assertThat(code(HEAD + "gpgsig \n\nmessage\n")).isNotEqualTo("good");
        assertThat(code(HEAD + "gpgsig -----BEGIN SIGNED MESSAGE-----\n\n")).isEqualTo("PH-145");
        assertThat(code(HEAD + "gpgsig -----BEGIN PGP SIGNATURE-----\n\n")).isEqualTo("PH-145");
    }

    @Test
    void refusesWhatCannotBeRead() {
        // Given
        Random random = new Random(4711);

        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            String body = Base64.getEncoder().encodeToString(noise);
            String magic = Base64.getEncoder()
                    .encodeToString(("SSHSIG\0\0\0\1" + new String(noise, StandardCharsets.ISO_8859_1))
                            .getBytes(StandardCharsets.ISO_8859_1));

            // When Then
            assertThat(code(ssh(body))).isEqualTo("PH-147");
            assertThat(code(ssh(magic))).isIn("PH-147", "PH-145");
        }
        assertThat(code(ssh("!!! not base64"))).isEqualTo("PH-147");
        assertThat(code(HEAD + "gpgsig -----BEGIN SSH SIGNATURE-----\n\n")).isEqualTo("PH-147");
    }

    @Test
    void asksForSomebodyWhoMaySign() {
        assertThat(SignaturePolicy.NONE.problem()).isEmpty();
        assertThat(new SignaturePolicy(SignaturePolicy.Scope.NEWEST, Optional.empty(), Optional.empty()).problem())
                .hasValueSatisfying(why -> assertThat(why).contains("nobody may sign"));
    }

    private static String ssh(String body) {
        return HEAD + "gpgsig -----BEGIN SSH SIGNATURE-----\n " + body + "\n -----END SSH SIGNATURE-----\n\nmessage\n";
    }

    private String code(String raw) {
        return switch (check.judge(raw.getBytes(StandardCharsets.UTF_8))) {
            case Verdict.Good ignored -> "good";
            case Verdict.Bad bad -> bad.code();
        };
    }

    private static SignedCommit parse(String raw) {
        return SignedCommit.parse(raw.getBytes(StandardCharsets.UTF_8));
    }
}
