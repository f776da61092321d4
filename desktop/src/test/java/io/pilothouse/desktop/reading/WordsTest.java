package io.pilothouse.desktop.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.desktop.testing.FleetGen;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min", "3599, 59 min", "3600, 1 h", "172799, 47 h", "172800, 2 d"})
    void tellsAnAgeInOneUnit(long seconds, String words) {
        assertThat(Words.age(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @Test
    void showsBothRevisionsOnlyWhereTheyDiffer() {
        ApplicationKey key = new ApplicationKey("a", Layer.APP, "shop", "storefront");

        assertThat(Words.revisions(FleetGen.synced(key))).isEqualTo("7c1f09aa");
        assertThat(Words.revisions(FleetGen.applying(key))).isEqualTo("9f3c1e2b → 7c1f09aa");
    }

    @Test
    void tellsTheDayOnlyOfAnotherDay() {
        assertThat(Words.time(FleetGen.NOW, FleetGen.NOW, ZoneOffset.UTC)).isEqualTo("14:03:20");
        assertThat(Words.time(FleetGen.NOW, FleetGen.NOW.plusSeconds(86_400), ZoneOffset.UTC))
                .isEqualTo("2026-11-20 14:03:20");
    }

    @Test
    void makesASentenceOfWhatALibraryOfOursSays() {
        assertThat(Words.sentence("nothing answers")).isEqualTo("Nothing answers.");
        assertThat(Words.sentence("")).isEmpty();
        assertThat(Words.sentence("Done.")).isEqualTo("Done.");
    }
}
