package io.pilothouse.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void keepsThreeDigitsThatMatter() {
        assertThat(Figures.plain(0.043219)).isEqualTo("0.0432");
        assertThat(Figures.plain(1.5)).isEqualTo("1.5");
        assertThat(Figures.plain(12.345)).isEqualTo("12.3");
        assertThat(Figures.plain(12345)).isEqualTo("12345");
        assertThat(Figures.plain(100)).isEqualTo("100");
        assertThat(Figures.plain(0)).isEqualTo("0");
        assertThat(Figures.plain(-0.5)).isEqualTo("-0.5");
    }

    @Test
    void choosesTheUnitOfTime() {
        assertThat(Figures.seconds(1.234)).isEqualTo("1.23 s");
        assertThat(Figures.seconds(0.0123)).isEqualTo("12.3 ms");
        assertThat(Figures.seconds(0.0000123)).isEqualTo("12.3 µs");
        assertThat(Figures.percent(0.126)).isEqualTo("13 %");
    }
}
