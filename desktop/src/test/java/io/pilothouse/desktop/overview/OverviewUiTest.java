package io.pilothouse.desktop.overview;

import static io.pilothouse.desktop.testing.Screens.ROBOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.testing.Desk;
import io.pilothouse.desktop.testing.FleetGen;
import io.pilothouse.desktop.testing.Screens;
import io.pilothouse.desktop.widget.Glyph;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverviewUiTest {
    private static final ApplicationKey STOREFRONT = new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront");

    private Desk desk;

    @BeforeAll
    static void startToolkit() throws Exception {
        Screens.startToolkit();
    }

    @BeforeEach
    void open() throws Exception {
        desk = Screens.open(FleetGen.three(), new Address.Fleet(""));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void filtersByKeyboardAloneAndGivesEverythingBack() throws Exception {
        ROBOT.write("/state:drifted");
        await().untilAsserted(() -> assertThat(rows()).isEqualTo(2));

        ROBOT.type(KeyCode.ENTER, KeyCode.DOWN, KeyCode.ENTER);
        desk.settle();
        assertThat(desk.shell.navigation().current()).isEqualTo(new Address.Application(STOREFRONT));

        ROBOT.type(KeyCode.ESCAPE);
        desk.settle();
        assertThat(desk.shell.navigation().current()).isEqualTo(new Address.Fleet("state:drifted"));

        ROBOT.type(KeyCode.ESCAPE);
        desk.settle();
        assertThat(rows()).isEqualTo(15);
    }

    @Test
    void saysWhatIsWrongWithAFilter() {
        Desk.onScreen(() -> {
            ((TextField) desk.find("#filter")).setText("stat:failed");
            return true;
        });

        await().untilAsserted(() ->
                assertThat(((Label) desk.find("#query-mistake")).getText()).contains("There is no key “stat:”"));
        assertThat(rows()).isEqualTo(15);
    }

    @Test
    void filtersByANumberOfTheStrip() throws Exception {
        ROBOT.clickOn("#kpi-failed");
        desk.settle();
        assertThat(rows()).isEqualTo(2);

        ROBOT.clickOn("#kpi-failed");
        desk.settle();
        assertThat(rows()).isEqualTo(15);
    }

    @Test
    void keepsTheCursorOnItsRowWhileOthersComeAndGo() throws Exception {
        ROBOT.clickOn("data/warehouse");
        desk.settle();
        FleetRow.Key cursor = selected();

        desk.happen(new FleetEvent.ApplicationReported(
                FleetGen.synced(new ApplicationKey("aaa", Layer.APP, "shop", "storefront"))));
        Desk.onScreen(() -> {
            desk.shell.overview().reorder();
            return true;
        });
        desk.settle();

        assertThat(selected()).isEqualTo(cursor);
    }

    @Test
    void foldsAndUnfoldsWithTheArrows() throws Exception {
        ROBOT.clickOn("staging-eu-1").type(KeyCode.LEFT);
        desk.settle();
        assertThat(rows()).isEqualTo(11);

        ROBOT.type(KeyCode.RIGHT);
        desk.settle();
        assertThat(rows()).isEqualTo(15);
    }

    @Test
    void copiesTheRowAsText() throws Exception {
        ROBOT.clickOn("staging-eu-1");
        desk.settle();

        ROBOT.push(KeyCode.CONTROL, KeyCode.C);

        assertThat(Desk.onScreen(() -> Clipboard.getSystemClipboard().getString()))
                .startsWith("staging-eu-1\t\tfailed\tstaging\t3 of 4\tDegraded\t7c1f09aa\t");
    }

    @Test
    void drawsAClusterThatLeftInDotsAndNothingOfItInGreen() throws Exception {
        desk.happen(new FleetEvent.ContactChanged("prod-eu-1", Contact.DISCONNECTED));
        desk.passAlive(Duration.ofMinutes(2));

        long old = desk.find("#fleet-table").lookupAll(".glyph").stream()
                .map(Glyph.class::cast)
                .filter(Glyph::isOld)
                .peek(glyph -> assertThat(glyph.condition().words()).isEqualTo("no contact"))
                .count();
        assertThat(old).isEqualTo(5);
    }

    @Test
    void putsUpTheBandWhenTheHubIsGoneAndLetsAgesGrow() throws Exception {
        desk.tell(new io.pilothouse.desktop.state.FleetMessage.Lost(
                "nothing answers at hub hub.example:7443",
                1,
                desk.clock.instant().plusSeconds(5)));
        desk.clock.pass(Duration.ofMinutes(2));
        desk.tell(new io.pilothouse.desktop.state.FleetMessage.Lost(
                "nothing answers at hub hub.example:7443",
                2,
                desk.clock.instant().plusSeconds(5)));
        desk.settle();

        assertThat(((Label) desk.find("#band-text")).getText())
                .startsWith("Offline since ")
                .contains("commands are off")
                .contains("Nothing answers at hub hub.example:7443.");
        assertThat(desk.find("#fleet-table").lookupAll(".glyph"))
                .allMatch(node -> node instanceof Glyph glyph && (glyph.isOld() || !isShown(glyph)));
        assertThat(((Label) desk.find("#link-words")).getText()).startsWith("offline since");
    }

    private static boolean isShown(Node node) {
        return node.getParent() != null
                && node.getParent().isVisible()
                && node.getScene() != null
                && node.isVisible()
                && node.localToScene(0, 0).getY() > 0;
    }

    private int rows() {
        return Desk.onScreen(() -> desk.shell.overview().rows().size());
    }

    private FleetRow.Key selected() {
        return Optional.ofNullable(((TableView<?>) desk.find("#fleet-table"))
                        .getSelectionModel()
                        .getSelectedItem())
                .map(FleetRow.class::cast)
                .map(FleetRow::key)
                .orElseThrow();
    }
}
