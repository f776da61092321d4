package io.pilothouse.desktop.application;

import static io.pilothouse.desktop.testing.Screens.ROBOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.testing.Desk;
import io.pilothouse.desktop.testing.FleetGen;
import io.pilothouse.desktop.testing.Screens;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplicationUiTest {
    private static final ApplicationKey STOREFRONT = new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront");

    private Desk desk;

    @BeforeAll
    static void startToolkit() throws Exception {
        Screens.startToolkit();
    }

    @BeforeEach
    void open() throws Exception {
        desk = Screens.open(FleetGen.three(), new Address.Application(STOREFRONT));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void showsTheFieldsOfTheObjectThatIsChosen() throws Exception {
        assertThat(fields()).containsExactly("/data/timeout");

        ROBOT.type(KeyCode.DOWN);
        desk.settle();

        assertThat(fields()).contains("/spec/replicas").hasSize(3);
    }

    @Test
    void sendsACommandOnlyAfterAskingAndFollowsItToItsEnd() throws Exception {
        ROBOT.clickOn("#action-sync-now");
        desk.settle();
        assertThat(texts())
                .contains("1 application: prod-us-1 / app/shop/storefront")
                .contains("This sends a command to the agent. It changes nothing in Git.");
        ROBOT.clickOn("#confirm-reason").write("INC-4711");
        ROBOT.clickOn("#confirm-act");
        desk.settle();
        Command command = desk.hub.commands.getFirst();
        assertThat(command.reason()).isEqualTo("INC-4711");

        desk.happen(
                new FleetEvent.CommandAccepted(command),
                new FleetEvent.CommandAdvanced("prod-us-1", command.id(), CommandPhase.RUNNING, ""),
                new FleetEvent.CommandAdvanced("prod-us-1", command.id(), CommandPhase.FAILED, "quota exceeded"));

        assertThat(texts()).contains("failed", "Quota exceeded.");
    }

    @Test
    void neverTakesEnterForAYes() throws Exception {
        ROBOT.clickOn("#action-suspend");
        desk.settle();

        ROBOT.clickOn("#confirm-reason").write("oops");
        ROBOT.type(KeyCode.ENTER);
        desk.settle();
        assertThat(desk.hub.commands).isEmpty();

        ROBOT.type(KeyCode.ESCAPE);
        desk.settle();
        assertThat(desk.hub.commands).isEmpty();
        assertThat(desk.scene.lookup("#confirm-act")).isNull();
    }

    @Test
    void switchesCommandsOffWhileWhatIsShownIsOld() throws Exception {
        assertThat(desk.find("#action-sync-now").isDisabled()).isFalse();
        assertThat(desk.find("#action-resume").isDisabled()).isTrue();

        desk.tell(new io.pilothouse.desktop.state.FleetMessage.Lost(
                "nothing answers", 1, desk.clock.instant().plusSeconds(5)));
        desk.clock.pass(Duration.ofSeconds(1));
        desk.settle();

        assertThat(List.of("#action-sync-now", "#action-suspend", "#action-resume"))
                .allMatch(button -> desk.find(button).isDisabled());
    }

    @Test
    void showsWhatWouldBeDeletedBeforeItIsApproved() throws Exception {
        desk.happen(new FleetEvent.ApplicationReported(FleetGen.holding(STOREFRONT)));
        desk.hub.plans.put(STOREFRONT, FleetGen.holdingPlan(STOREFRONT, 12));

        ROBOT.clickOn("#action-approve");
        desk.settle();
        assertThat(texts())
                .contains("Approve deletions: 12")
                .anySatisfy(text -> assertThat(text)
                        .startsWith("The agent deletes 12 objects that left Git:\n    ConfigMap shop/old-1\n")
                        .endsWith("\n    ConfigMap shop/old-8\n    and 4 more")
                        .doesNotContain("late", "web"));
        ROBOT.clickOn("#confirm-reason").write("CHG-7");
        ROBOT.clickOn("#confirm-act");
        desk.settle();

        Command command = desk.hub.commands.getFirst();
        assertThat(command.verb()).isEqualTo(Command.Verb.APPROVE);
        assertThat(command.argument()).isEqualTo("a1b2c3d4".repeat(8));
        assertThat(command.reason()).isEqualTo("CHG-7");
        assertThat(command.objection()).isEmpty();
    }

    @Test
    void saysWhyWhatWouldBeDeletedCannotBeTold() throws Exception {
        desk.happen(new FleetEvent.ApplicationReported(FleetGen.holding(STOREFRONT)));

        ROBOT.clickOn("#action-approve");
        desk.settle();

        assertThat(texts()).contains("What would be deleted cannot be told: the agent of prod-us-1 is busy");
        assertThat(desk.hub.commands).isEmpty();
    }

    @Test
    void cancelsARunOnlyWhileThereIsOne() throws Exception {
        assertThat(desk.find("#action-cancel").isDisabled()).isTrue();
        desk.happen(new FleetEvent.ApplicationReported(FleetGen.applying(STOREFRONT)));

        ROBOT.clickOn("#action-cancel");
        desk.settle();
        ROBOT.clickOn("#confirm-act");
        desk.settle();

        assertThat(desk.hub.commands).extracting(Command::verb).containsExactly(Command.Verb.CANCEL);
    }

    @Test
    void undoesTheLastPrune() throws Exception {
        ROBOT.clickOn("#action-undo");
        desk.settle();
        ROBOT.clickOn("#confirm-act");
        desk.settle();

        assertThat(desk.hub.commands).singleElement().satisfies(command -> {
            assertThat(command.verb()).isEqualTo(Command.Verb.UNDO);
            assertThat(command.objection()).isEmpty();
        });
    }

    private List<String> fields() {
        return Desk.onScreen(() -> ((TableView<?>) desk.find("#field-table"))
                .getItems().stream()
                        .map(field -> ((io.pilothouse.core.status.FieldDrift) field).path())
                        .toList());
    }

    private List<String> texts() {
        return Desk.onScreen(() -> desk.scene.getRoot().lookupAll(".label").stream()
                .filter(Node::isVisible)
                .map(node -> ((Label) node).getText())
                .toList());
    }
}
