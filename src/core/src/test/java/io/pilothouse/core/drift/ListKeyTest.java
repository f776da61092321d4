package io.pilothouse.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListKeyTest {
    private static final ListKey TCP = key("k:{\"port\":53,\"protocol\":\"TCP\"}");
    private static final ListKey UDP = key("k:{\"port\":53,\"protocol\":\"UDP\"}");

    private static ListKey key(String edge) {
        return ((Edge.Item) Edge.of(edge).orElseThrow()).key();
    }

    private static Optional<ListKey> declared(String item, ListKey... keys) {
        return ListKey.declaredBy(JsonText.parse(item), List.of(keys));
    }

    @Test
    void fillsInTheProtocolThatKubernetesFillsIn() {
        assertThat(declared("{'port':53}", UDP, TCP)).contains(TCP);
        assertThat(declared("{'port':53}", UDP)).isEmpty();
        assertThat(declared("{'port':53,'protocol':'UDP'}", TCP, UDP)).contains(UDP);
        assertThat(declared("{'port':54}", TCP, UDP)).isEmpty();
        assertThat(declared("{'x':1}", TCP)).isEmpty();
    }

    @Test
    void takesTheOnlyKeyThatFitsWhereADefaultIsUnknown() {
        // Given
        ListKey red = key("k:{\"color\":\"red\",\"id\":1}");
        ListKey blue = key("k:{\"color\":\"blue\",\"id\":1}");
        // Then
        assertThat(declared("{'id':1}", red)).contains(red);
        assertThat(declared("{'id':1}", red, blue)).isEmpty();
    }

    @Test
    void belongsToALiveItemThatHasAllOfIt() {
        assertThat(TCP.isKeyOf(JsonText.parse("{'port':53,'protocol':'TCP','x':1}")))
                .isTrue();
        assertThat(TCP.isKeyOf(JsonText.parse("{'port':53}"))).isFalse();
        assertThat(TCP.isKeyOf(new Json.Text("x"))).isFalse();
    }

    @Test
    void isSpelledWithQuotesWhereItWouldBeMisread() {
        assertThat(key("k:{\"mountPath\":\"/a,b]\"}").display()).isEqualTo("[mountPath=\"/a,b]\"]");
        assertThat(key("k:{\"mountPath\":\"/a\"}").display()).isEqualTo("[mountPath=/a]");
        assertThat(key("k:{\"a\":\"\",\"b\":true}").display()).isEqualTo("[a=\"\",b=true]");
    }

    @Test
    void tellsTheKeyOfAnItemThatNobodyOwns() {
        assertThat(TCP.likewise(JsonText.parse("{'port':80}")).orElseThrow().display())
                .isEqualTo("[port=80,protocol=TCP]");
        assertThat(key("k:{\"name\":\"a\"}").likewise(JsonText.parse("{'x':1}")))
                .isEmpty();
    }
}
