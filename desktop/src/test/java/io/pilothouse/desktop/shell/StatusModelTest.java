package io.pilothouse.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktop.state.Connection;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.state.HubDescription;
import io.pilothouse.desktop.testing.FleetGen;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusModelTest {
    private static final Instant NOW = FleetGen.NOW;
    private static final HubDescription HUB = new HubDescription("hub.example:7443", "00", "0.1.0", "m.rossi", NOW);

    private final StatusModel model = new StatusModel(ZoneOffset.UTC);

    @Test
    void saysWhoTheHubIsAndHowLargeTheFleet() {
        tell(connection(Connection.Phase.UP, ""), NOW);

        assertThat(model.wordsProperty().get()).isEqualTo("live");
        assertThat(model.hubProperty().get()).isEqualTo("hub.example:7443 · hub 0.1.0 · you are m.rossi");
        assertThat(model.fleetProperty().get()).isEqualTo("3 clusters, 12 applications");
        assertThat(model.bandProperty().get()).isEmpty();
    }

    @Test
    void showsALagAndPutsUpTheBandWhenItIsTooLong() {
        tell(connection(Connection.Phase.UP, ""), NOW);

        model.tick(NOW.plusSeconds(6));
        assertThat(model.wordsProperty().get()).isEqualTo("lagging 3 s");
        assertThat(model.bandProperty().get()).isEmpty();

        model.tick(NOW.plusSeconds(14));
        assertThat(model.bandProperty().get().orElseThrow()).startsWith("What you see is 11 s old");
    }

    @Test
    void saysSinceWhenItIsOfflineWhyAndWhenItTriesAgain() {
        tell(connection(Connection.Phase.DOWN, "nothing answers at hub.example:7443"), NOW.plusSeconds(2));

        assertThat(model.wordsProperty().get()).isEqualTo("offline since 14:03:20");
        assertThat(model.bandProperty().get().orElseThrow())
                .isEqualTo("Offline since 14:03:20. What you see is from then; commands are off. Nothing answers at"
                        + " hub.example:7443. Next try in 4 s (attempt 3).");
    }

    private void tell(Connection connection, Instant now) {
        model.changed(new FleetView(FleetGen.three(), true, connection, 0, Set.of(), true), now);
    }

    private static Connection connection(Connection.Phase phase, String reason) {
        return new Connection(phase, NOW, HUB, NOW, Instant.MAX, Duration.ZERO, 2, NOW.plusSeconds(5), reason);
    }
}
