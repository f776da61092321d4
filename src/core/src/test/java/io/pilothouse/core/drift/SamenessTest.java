package io.pilothouse.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamenessTest {
    @ParameterizedTest
    @CsvSource({
        "1000m,1,true",
        "0.5,500m,true",
        "1024Mi,1Gi,true",
        "1k,1000,true",
        "1Gi,1G,false",
        "100m,100M,false",
        "2,2000m,true",
        "1E,1,false",
        "abc,abc,true",
        "abc,abd,false",
        "1.0,1,true",
        "5Ki,5120,true",
        "..,1,false"
    })
    void comparesQuantitiesByTheirAmount(String one, String other, boolean isSame) {
        assertThat(Sameness.covers(new Json.Text(one), new Json.Text(other), true))
                .isEqualTo(isSame);
    }

    @ParameterizedTest
    @CsvSource({"1000m,1", "1.0,1"})
    void comparesOtherTextByItsLetters(String one, String other) {
        assertThat(Sameness.covers(new Json.Text(one), new Json.Text(other), false))
                .isFalse();
    }
}
