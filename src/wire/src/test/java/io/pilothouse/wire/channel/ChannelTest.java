package io.pilothouse.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
    @Test
    void readsAddresses() {
        assertThat(HubAddress.parse("hub.example.com:1234")).isEqualTo(new HubAddress("hub.example.com", 1234));
        assertThat(HubAddress.parse("hub.example.com")).isEqualTo(new HubAddress("hub.example.com", 7443));
        assertThat(HubAddress.parse("[::1]:99")).isEqualTo(new HubAddress("::1", 99));
        assertThat(HubAddress.parse("::1")).isEqualTo(new HubAddress("::1", 7443));
        assertThat(HubAddress.parse("[::1]:99").toString()).isEqualTo("[::1]:99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "https://hub", "hub:0", "hub:65536", "hub:x", "hub:", ":7443", "hub/path", "a b"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> HubAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void waitsLongerEachTimeUpToTheLongestAndNeverInStep() {
        // Given
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(7));
        // Then
        for (int attempt = 0; attempt < 100; attempt++) {
            long bound = Math.min(60_000, 1_000L << Math.min(attempt, 20));
            assertThat(backoff.next().toMillis()).isBetween(bound / 10, bound);
        }
        assertThat(backoff.attempts()).isEqualTo(100);
        backoff.reset();
        assertThat(backoff.next().toMillis()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void saysWhyAHubCannotBeReached() {
        HubAddress hub = new HubAddress("hub", 7443);
        assertThat(Refusal.sentence(
                        Status.UNAVAILABLE
                                .withCause(new ConnectException("refused"))
                                .asRuntimeException(),
                        hub))
                .isEqualTo("nothing answers at hub hub:7443; check the address, and that the hub runs");
        assertThat(Refusal.sentence(
                        Status.UNAVAILABLE
                                .withCause(new SSLHandshakeException("x"))
                                .asRuntimeException(),
                        hub))
                .contains("it is not the hub that issued this identity");
        assertThat(Refusal.sentence(
                        Status.NOT_FOUND.withDescription("no cluster prod-eu-9").asRuntimeException(), hub))
                .isEqualTo("no cluster prod-eu-9");
    }
}
