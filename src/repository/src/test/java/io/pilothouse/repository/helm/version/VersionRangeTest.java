package io.pilothouse.repository.helm.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cases after the documentation and the tests of Masterminds' semver, which is what Helm uses.
class VersionRangeTest {

    @ParameterizedTest(name = "{0} holds {1}")
    @CsvSource(delimiter = ';', textBlock = """
        1.2.3            ; 1.2.3
        =1.2.3           ; v1.2.3
        1.2              ; 1.2.9
        1                ; 1.9.0
        *                ; 0.0.1
        ''               ; 4.0.0
        x                ; 3.1.4
        1.x              ; 1.4.0
        1.2.X            ; 1.2.0
        !=1.2.3          ; 1.2.4
        !=1.2            ; 1.3.0
        >1.2.3           ; 1.2.4
        >1               ; 2.0.0
        >1.2             ; 1.3.0
        >=1.2            ; 1.2.0
        <2               ; 1.9.9
        <=1.2            ; 1.2.9
        =<1.2.3          ; 1.2.3
        =>1.2.3          ; 1.2.3
        ~1               ; 1.9.0
        ~1.2             ; 1.2.5
        ~1.2.3           ; 1.2.9
        ~>1.2.3          ; 1.2.4
        ^1.2.3           ; 1.9.0
        ^0.2.3           ; 0.2.9
        ^0.0.3           ; 0.0.3
        ^0.0             ; 0.0.9
        ^0               ; 0.9.0
        ^1.x             ; 1.7.0
        1.2 - 2.3.4      ; 2.3.4
        1.2 - 2.3        ; 2.3.9
        >=1.2, <3        ; 2.0.0
        >=1.2 <3         ; 2.0.0
        >= 1.2 < 3       ; 2.0.0
        <1 || >=2        ; 2.1.0
        <1||>=2          ; 0.9.0
        >=1.0.0-0        ; 1.1.0-beta.1
        ~1.2.0-0         ; 1.2.4-rc.1
        >=1.0.0-0 <2.0.0 ; 1.5.0-alpha
        1.2.3-beta.2     ; 1.2.3-beta.2
        1.2.3+build      ; 1.2.3+other
        """)
    void holds(String range, String version) {
        assertThat(contains(range, version)).contains(true);
    }

    @ParameterizedTest(name = "{0} does not hold {1}")
    @CsvSource(delimiter = ';', textBlock = """
        1.2.3        ; 1.2.4
        1.2          ; 1.3.0
        *            ; 1.0.0-beta
        ''           ; 1.0.0-beta
        !=1.2.3      ; 1.2.3
        !=1.2        ; 1.2.7
        >1.2         ; 1.2.9
        >1           ; 1.9.9
        >=1.2.3      ; 1.2.2
        <1.2         ; 1.2.0
        <=1.2        ; 1.3.0
        ~1.2.3       ; 1.3.0
        ~1           ; 2.0.0
        ^1.2.3       ; 2.0.0
        ^0.2.3       ; 0.3.0
        ^0.0.3       ; 0.0.4
        ^0.0         ; 0.1.0
        ^1.2.3-0     ; 2.0.0-alpha
        1.2 - 2.3    ; 2.4.0
        >=1.2, <3    ; 3.0.0
        <1 || >=2    ; 1.5.0
        >=1.0.0      ; 1.1.0-beta.1
        >=1.0.0-beta ; 1.0.0-alpha
        """)
    void doesNotHold(String range, String version) {
        assertThat(contains(range, version)).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", ">", "1.2.3.4", "1..2", "^^1", "1.2.3 || ", "a.b.c", ">=1 <", "1,,2"})
    void isNoRange(String text) {
        assertThat(VersionRange.parse(text)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLongToBeMeant() {
        assertThat(VersionRange.parse(">=1.0.0 ".repeat(100))).isEmpty();
        assertThat(Version.parse("1." + "9".repeat(300))).isEmpty();
    }

    @Test
    void ordersVersionsAsTheSpecificationDoes() {
        List<String> ordered = List.of(
                "0.9.9",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.1.0",
                "v2");

        Stream<String> sorted = ordered.reversed().stream()
                .map(text -> Version.parse(text).orElseThrow())
                .sorted()
                .map(Version::written);

        assertThat(sorted).containsExactlyElementsOf(ordered);
    }

    private static Optional<Boolean> contains(String range, String version) {
        return VersionRange.parse(range)
                .map(parsed -> parsed.contains(Version.parse(version).orElseThrow()));
    }
}
