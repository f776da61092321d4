package io.pilothouse.agent.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final List<String> TEXTS = List.of("one\n", "", "ä".repeat(40_000), "{\"a\":1}\n");

    private static byte[] document() {
        return Members.join(TEXTS.stream()
                .map(text -> Members.pack(text.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    @Test
    void readsWhatItWroteMemberByMember() {
        // When
        List<Members.Member> members = Members.split(document());
        // Then
        assertThat(members)
                .extracting(member -> new String(member.text(), StandardCharsets.UTF_8))
                .isEqualTo(TEXTS);
        assertThat(Members.join(members.stream().map(Members.Member::packed).toList()))
                .isEqualTo(document());
    }

    @Test
    void isAFileThatEverybodysToolsRead() throws Exception {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(document()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(String.join("", TEXTS));
        }
    }

    @Test
    void refusesWhatWasCutOffOrChanged() {
        byte[] whole = Members.pack("a text that is long enough".getBytes(StandardCharsets.UTF_8));
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Members.split(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> Members.split(changed)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Members.split(new byte[0])).isEmpty();
    }
}
