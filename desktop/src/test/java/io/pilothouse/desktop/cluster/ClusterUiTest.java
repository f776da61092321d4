package io.pilothouse.desktop.cluster;

import static io.pilothouse.desktop.testing.Screens.ROBOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.testing.Desk;
import io.pilothouse.desktop.testing.FleetGen;
import io.pilothouse.desktop.testing.Screens;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterUiTest {
    private Desk desk;

    @BeforeAll
    static void startToolkit() throws Exception {
        Screens.startToolkit();
    }

    @BeforeEach
    void open() throws Exception {
        desk = Screens.open(FleetGen.three(), new Address.Cluster("prod-us-1"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void saysTheThreeAxesInWords() throws Exception {
        desk.passAlive(Duration.ofSeconds(1));

        assertThat(texts()).contains("Out of sync", "Healthy", "Connected", "main 7c1f09aa", "0.1.0");

        desk.happen(new FleetEvent.ContactChanged("prod-us-1", Contact.DISCONNECTED));
        desk.passAlive(Duration.ofMinutes(3));
        assertThat(texts()).contains("Disconnected").anyMatch(text -> text.contains("closed 3 min ago"));
    }

    @Test
    void opensTheApplicationUnderTheCursorAndComesBack() throws Exception {
        ROBOT.type(KeyCode.ENTER);
        desk.settle();
        assertThat(desk.shell.navigation().current())
                .isEqualTo(new Address.Application(new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront")));

        ROBOT.type(KeyCode.DIGIT2);
        desk.settle();
        assertThat(desk.shell.navigation().current()).isEqualTo(new Address.Cluster("prod-us-1"));
    }

    @Test
    void saysWhenTheHubDoesNotKnowTheCluster() throws Exception {
        desk.go(new Address.Cluster("prod-us-9"));

        assertThat(texts()).contains("The hub does not know a cluster of this name");
    }

    private List<String> texts() {
        return Desk.onScreen(() -> desk.scene.getRoot().lookupAll(".label").stream()
                .map(node -> ((Label) node).getText())
                .toList());
    }
}
