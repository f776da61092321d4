package io.pilothouse.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.state.FleetMessage;
import io.pilothouse.desktop.testing.Desk;
import io.pilothouse.desktop.testing.FleetGen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javafx.application.ColorScheme;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// Pictures of every screen, for people to look at: `target/screenshots`.
class PicturesUiTest {
    private static final Address FLEET = new Address.Fleet("");
    private static final ApplicationKey DRIFTED = new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront");

    @BeforeAll
    static void startToolkit() throws Exception {
        System.setProperty("java.awt.headless", "true");
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void smallFleet() throws Exception {
        for (ColorScheme scheme : ColorScheme.values()) {
            try (Desk desk = open(FleetGen.three(), scheme, FLEET, 1440, 900)) {
                String suffix = "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                desk.picture("fleet" + suffix);
                desk.go(new Address.Cluster("prod-us-1"));
                desk.passAlive(Duration.ofSeconds(1));
                desk.picture("cluster" + suffix);
                desk.go(new Address.Application(DRIFTED));
                desk.picture("application" + suffix);
            }
        }
        assertThat(Files.size(Path.of("target", "screenshots", "fleet-dark.png")))
                .isPositive();
    }

    @Test
    void largeFleet() throws Exception {
        FleetSnapshot fleet = new FleetGen(11).fleet(2_000, 5);
        for (ColorScheme scheme : ColorScheme.values()) {
            try (Desk desk = open(fleet, scheme, FLEET, 1440, 900)) {
                desk.picture("fleet-2000-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        try (Desk desk = open(fleet, ColorScheme.DARK, new Address.Fleet("state:failed env:prod"), 1440, 900)) {
            desk.picture("fleet-filtered");
        }
        assertThat(fleet.clusters()).hasSize(2_000);
    }

    @Test
    void smallWindow() throws Exception {
        try (Desk desk = open(FleetGen.three(), ColorScheme.LIGHT, FLEET, 1024, 640)) {
            desk.picture("small-fleet");
            desk.go(new Address.Cluster("prod-us-1"));
            desk.passAlive(Duration.ofSeconds(1));
            desk.picture("small-cluster");
            desk.go(new Address.Application(DRIFTED));
            desk.picture("small-application");
            assertThat(desk.scene.getWidth()).isEqualTo(1024);
        }
    }

    @Test
    void whenKnowledgeIsOld() throws Exception {
        try (Desk desk = open(FleetGen.three(), ColorScheme.DARK, FLEET, 1440, 900)) {
            desk.happen(new FleetEvent.ContactChanged("prod-eu-1", Contact.DISCONNECTED));
            desk.passAlive(Duration.ofMinutes(4));
            desk.picture("fleet-one-cluster-away");
            desk.tell(new FleetMessage.Lost(
                    "nothing answers at hub hub.example:7443; check the address, and that the hub runs",
                    3,
                    desk.clock.instant().plusSeconds(9)));
            desk.clock.pass(Duration.ofSeconds(90));
            desk.settle();
            desk.tell(new FleetMessage.Lost(
                    "nothing answers at hub hub.example:7443; check the address, and that the hub runs",
                    6,
                    desk.clock.instant().plusSeconds(9)));
            desk.settle();
            desk.picture("fleet-offline");
            desk.go(new Address.Cluster("prod-us-1"));
            desk.picture("cluster-offline");
            desk.go(new Address.Application(DRIFTED));
            desk.picture("application-offline");
            assertThat(desk.model.link().isDown()).isTrue();
        }
    }

    @Test
    void commands() throws Exception {
        try (Desk desk = open(FleetGen.three(), ColorScheme.LIGHT, new Address.Application(DRIFTED), 1440, 900)) {
            desk.press("#action-sync-now");
            desk.picture("confirm");
            desk.press("#confirm-act");
            String id = desk.hub.commands.getFirst().id();
            desk.happen(
                    new FleetEvent.CommandAccepted(desk.hub.commands.getFirst()),
                    new FleetEvent.CommandAdvanced("prod-us-1", id, CommandPhase.SENT, ""),
                    new FleetEvent.CommandAdvanced("prod-us-1", id, CommandPhase.RUNNING, ""));
            desk.press("#action-suspend");
            desk.press("#confirm-act");
            desk.press("#tab-history");
            desk.happen(new FleetEvent.CommandAdvanced(
                    "prod-us-1", id, CommandPhase.SUCCEEDED, "applied 9 objects of 7c1f09aa in 1.2 s"));
            desk.picture("jobs");
            assertThat(desk.hub.commands).hasSize(2);
        }
    }

    @Test
    void heldDeletions() throws Exception {
        for (ColorScheme scheme : ColorScheme.values()) {
            FleetSnapshot fleet = FleetGen.with(FleetGen.three(), FleetGen.holding(DRIFTED));
            try (Desk desk = open(fleet, scheme, new Address.Application(DRIFTED), 1440, 900)) {
                String suffix = "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                desk.picture("held" + suffix);
                desk.hub.plans.put(DRIFTED, FleetGen.holdingPlan(DRIFTED, 12));
                desk.press("#action-approve");
                desk.picture("approve" + suffix);
                assertThat(desk.hub.commands).isEmpty();
            }
        }
    }

    @Test
    void emptyAndUnreachable() throws Exception {
        try (Desk desk = open(FleetGen.snapshot(java.util.List.of()), ColorScheme.LIGHT, FLEET, 1440, 900)) {
            desk.picture("fleet-empty");
            assertThat(desk.model.snapshot().clusters()).isEmpty();
        }
    }

    private static Desk open(FleetSnapshot fleet, ColorScheme scheme, Address first, int width, int height)
            throws InterruptedException {
        Stage stage = Desk.onScreen(Stage::new);
        return Desk.open(stage, fleet, scheme, first, width, height);
    }
}
