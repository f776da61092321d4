package io.pilothouse.desktop.testing;

import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.desktop.navigation.Address;
import javafx.application.ColorScheme;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// Windows for tests that press keys and the mouse. The headless platform has a screen of 1000×1000, so they are small.
public final class Screens {
    public static final FxRobot ROBOT = new FxRobot();

    private Screens() {}

    public static void startToolkit() throws Exception {
        System.setProperty("java.awt.headless", "true");
        FxToolkit.registerPrimaryStage();
    }

    public static Desk open(FleetSnapshot fleet, Address first) throws InterruptedException {
        Stage stage = Desk.onScreen(Stage::new);
        Desk desk = Desk.open(stage, fleet, ColorScheme.DARK, first, 980, 700);
        // The headless platform sends keys to the window that was clicked last, whichever has the focus
        ROBOT.clickOn("#status-bar");
        desk.settle();
        return desk;
    }
}
