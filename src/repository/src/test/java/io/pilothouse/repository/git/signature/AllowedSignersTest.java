package io.pilothouse.repository.git.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.repository.git.signature.AllowedSigners.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedSignersTest {
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);
    private static final String TEXT = "ssh-ed25519 " + Base64.getEncoder().encodeToString(KEY);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ann@example.org         | ann@example.org      | true
        ann@example.org         | bob@example.org      | false
        *@example.org           | bob@example.org      | true
        *@example.org           | bob@example.org.evil | false
        *@example.org           | bob@exampleXorg      | false
        ?nn@example.org         | ann@example.org      | true
        a@x,b@x                 | b@x                  | true
        "a@x,b@x"               | b@x                  | true
        !b@x,*                  | b@x                  | false
        !b@x,*                  | c@x                  | true
        !b@x                    | c@x                  | false
        .*                      | ann                  | false
        *                       | ``                   | true
        """)
    void matchesPrincipalsAsOpenSshDoes(String principals, String email, boolean isFor) throws IOException {
        // When
        List<Signer> signers = read(principals + " " + TEXT + " a comment");

        // Then
        assertThat(signers).hasSize(1).allMatch(signer -> signer.isFor(email) == isFor);
    }

    @Test
    void readsOptionsAndPassesOverOtherSignatures() throws IOException {
        // When
        List<Signer> signers = read("\uFEFF# people\r\n\r\n"
                + "a@x namespaces=\"file,git\",valid-after=\"20250101Z\",valid-before=\"202601011230Z\" " + TEXT
                + "\r\n"
                + "b@x namespaces=\"file\" " + TEXT + "\n"
                + "  c@x\t" + TEXT);

        // Then
        assertThat(signers).extracting(Signer::principals).containsExactly(List.of("a@x"), List.of("c@x"));
        assertThat(signers.getFirst().validFrom()).isEqualTo(Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(signers.getFirst().validUntil()).isEqualTo(Instant.parse("2026-01-01T12:30:00Z"));
        assertThat(signers.getFirst().isValidAt(Instant.parse("2026-01-01T12:29:59Z")))
                .isTrue();
        assertThat(signers.getFirst().isValidAt(Instant.parse("2026-01-01T12:30:00Z")))
                .isFalse();
        assertThat(signers.getFirst().isValidAt(Instant.parse("2024-12-31T23:59:59Z")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@x",
                "a@x ssh-ed25519",
                "ssh-ed25519 AAAA",
                "a@x cert-authority ssh-ed25519 AAAA",
                "a@x valid-before=\"soon\" ssh-ed25519 AAAA",
                "a@x valid-before=\"20251301\" ssh-ed25519 AAAA",
                "a@x valid-before=20250101 ssh-ed25519 AAAA",
                "a@x unknown=\"x\" ssh-ed25519 AAAA",
                "a@x ssh-ed25519 A=A"
            })
    void refusesTheWholeFileForALineThatItDoesNotUnderstand(String line) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("allowed"), "ok@x " + TEXT + "\n" + line + "\n");

        // When Then
        assertThatThrownBy(() -> AllowedSigners.read(file))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageStartingWith(file + ":2 ");
    }

    private List<Signer> read(String text) throws IOException {
        return AllowedSigners.read(Files.writeString(folder.resolve("allowed"), text))
                .of(KEY);
    }
}
