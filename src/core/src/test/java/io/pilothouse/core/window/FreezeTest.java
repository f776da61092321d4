package io.pilothouse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreezeTest {
    private static final Instant FROM = Instant.parse("2026-12-20T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-01-02T06:00:00Z");
    private static final Origin HERE = new Origin("fleet/fleet.yaml", 1, 4);

    private static Freeze freeze(Optional<String> namespace) {
        return new Freeze(namespace, FROM, UNTIL, "peak season", HERE);
    }

    @Test
    void isInForceFromItsFirstInstantToItsEnd() {
        Freeze freeze = freeze(Optional.empty());
        assertThat(freeze.isInForce(FROM.minusNanos(1))).isFalse();
        assertThat(freeze.isInForce(FROM)).isTrue();
        assertThat(freeze.isInForce(UNTIL.minusNanos(1))).isTrue();
        assertThat(freeze.isInForce(UNTIL)).isFalse();
    }

    @Test
    void changesAtItsBeginningAndAtItsEnd() {
        Freeze freeze = freeze(Optional.empty());
        assertThat(freeze.nextChange(FROM.minusSeconds(1))).contains(FROM);
        assertThat(freeze.nextChange(FROM)).contains(UNTIL);
        assertThat(freeze.nextChange(UNTIL)).isEmpty();
    }

    @Test
    void isAboutTheApplicationsOfItsNamespaceAndNotOfTheInfraLayer() {
        Freeze freeze = freeze(Optional.of("shop"));
        assertThat(freeze.isAbout(new ApplicationKey("c", Layer.APP, "shop", "web")))
                .isTrue();
        assertThat(freeze.isAbout(new ApplicationKey("c", Layer.APP, "data", "web")))
                .isFalse();
        assertThat(freeze.isAbout(new ApplicationKey("c", Layer.INFRA, "", "cluster")))
                .isFalse();
        assertThat(freeze(Optional.empty()).isAbout(new ApplicationKey("c", Layer.INFRA, "", "cluster")))
                .isTrue();
    }

    @Test
    void saysWhatWhereWhyAndUntilWhen() {
        assertThat(freeze(Optional.of("shop")).explain())
                .isEqualTo("fleet/fleet.yaml:4 freezes namespace shop until 2027-01-02T06:00:00Z (peak season).");
    }
}
