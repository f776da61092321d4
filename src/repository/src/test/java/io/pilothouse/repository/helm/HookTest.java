package io.pilothouse.repository.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookTest {

    @ParameterizedTest
    @CsvSource({
        "pre-install, HOOK",
        "'pre-install,post-upgrade', HOOK",
        "' Pre-Install , test ', TEST",
        "test, TEST",
        "test-success, TEST",
        "test-failure, UNKNOWN",
        "crd-install, UNKNOWN",
        "'pre-install,nonsense', UNKNOWN",
        "'', UNKNOWN"
    })
    void meansWhatItMeansToHelm(String annotation, Hook hook) {
        Json.Obj annotations = Json.ofTexts(Map.of("helm.sh/hook", annotation));

        assertThat(Hook.of(Json.Obj.EMPTY.with("metadata", Json.Obj.EMPTY.with("annotations", annotations))))
                .isEqualTo(hook);
    }

    @Test
    void isNoneWithoutTheAnnotation() {
        assertThat(Hook.of(Json.Obj.EMPTY)).isEqualTo(Hook.NONE);
    }
}
