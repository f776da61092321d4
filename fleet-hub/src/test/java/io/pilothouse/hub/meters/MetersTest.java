package io.pilothouse.hub.meters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetersTest {

    @ParameterizedTest
    @EnumSource(Meters.class)
    void hasANameThatMeterSystemsAgreeOnAndSaysWhatItIs(Meters meter) {
        // Given
        String name = meter.text();
        // When
        String help = meter.help();
        // Then
        assertThat(name).matches("pilothouse(\\.[a-z]+)+");
        assertThat(name).doesNotEndWith(".total").doesNotEndWith(".seconds");
        assertThat(help).isNotBlank().doesNotEndWith(".");
    }
}
