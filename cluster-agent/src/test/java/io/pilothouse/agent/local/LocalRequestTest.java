package io.pilothouse.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalRequestTest {

    static Stream<LocalRequest> requests() {
        return Stream.of(LocalRequest.What.values())
                .flatMap(what -> Stream.of(
                        new LocalRequest(what, true, "", ""),
                        new LocalRequest(what, false, "app/shop/web", "0123456789".repeat(4))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void comesOutOfItsLineAsItWentIn(LocalRequest request) {
        assertThat(LocalRequest.of(request.line())).contains(request);
    }

    @Test
    void anythingElseIsNoRequest() {
        for (String line : List.of("", "status", "status\ttext\t", "status\ttext\ta\tb\tc", "apply\ttext\t\t", "\t\t\t")) {
            assertThat(LocalRequest.of(line)).as(line).isEmpty();
        }
    }
}
