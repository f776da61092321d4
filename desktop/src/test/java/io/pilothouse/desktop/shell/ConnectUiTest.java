package io.pilothouse.desktop.shell;

import static io.pilothouse.desktop.testing.Screens.ROBOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktop.testing.Desk;
import io.pilothouse.desktop.testing.Screens;
import io.pilothouse.desktop.widget.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectUiTest {

    @BeforeAll
    static void startToolkit() throws Exception {
        Screens.startToolkit();
    }

    @Test
    void asksForHubAndIdentityAndSaysWhyItCannotConnect() throws Exception {
        List<String> tried = new ArrayList<>();
        Stage stage = Desk.onScreen(() -> {
            ConnectPage page = new ConnectPage("hub.example:7443", "", "", (address, identity) -> {
                tried.add(address + " " + identity);
                return Optional.of("The identity folder /nowhere does not exist.");
            });
            Scene scene = new Scene(new StackPane(page.node()), 980, 700);
            new Theme(Optional.of(ColorScheme.LIGHT)).dress(scene);
            Stage shown = new Stage();
            shown.setScene(scene);
            shown.setX(0);
            shown.setY(0);
            shown.show();
            return shown;
        });

        ROBOT.clickOn("#connect-identity").write("/nowhere");
        ROBOT.clickOn("#connect-button");

        assertThat(tried).containsExactly("hub.example:7443 /nowhere");
        assertThat(Desk.onScreen(() -> ((Label) stage.getScene().lookup("#connect-trouble")).getText()))
                .isEqualTo("The identity folder /nowhere does not exist.");
        Path file = Path.of("target", "screenshots", "connect.png");
        Files.createDirectories(file.getParent());
        ImageIO.write(
                Desk.onScreen(() -> SwingFXUtils.fromFXImage(stage.getScene().snapshot(null), null)),
                "png",
                file.toFile());
        Desk.onScreen(() -> {
            stage.hide();
            return true;
        });
    }
}
