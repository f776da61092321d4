package io.pilothouse.desktop;

import io.pilothouse.desktop.link.Follower;
import io.pilothouse.desktop.link.HubLink;
import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.shell.ConnectPage;
import io.pilothouse.desktop.shell.Shell;
import io.pilothouse.desktop.state.FleetModel;
import io.pilothouse.desktop.state.PulseBridge;
import io.pilothouse.desktop.widget.Theme;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.IdentityException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/// The window, and the line to the hub behind it: one at a time, closed with the window.
final class DesktopWindow {
    private static final double LEAST_WIDTH = 1024;
    private static final double LEAST_HEIGHT = 640;

    private final Settings settings;
    private final CompletableFuture<Integer> end;
    private final InstantSource clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final StackPane root = new StackPane();
    private final Stage stage = new Stage();
    private final Scene scene;
    private final Theme theme;
    private Optional<Line> line = Optional.empty();

    /// A connection and what hangs on it.
    private record Line(FleetModel model, HubLink link, PulseBridge bridge) {
        void close() {
            bridge.close();
            link.close();
            model.close();
        }
    }

    DesktopWindow(Settings settings, CompletableFuture<Integer> end) {
        this.settings = settings;
        this.end = end;
        theme = new Theme(settings.theme());
        scene = new Scene(root, settings.width(), settings.height());
        theme.dress(scene);
    }

    void open() {
        stage.setTitle("Pilothouse");
        stage.setScene(scene);
        if (settings.picture().isEmpty()) {
            stage.setMinWidth(LEAST_WIDTH);
            stage.setMinHeight(LEAST_HEIGHT);
        }
        stage.setOnHidden(event -> {
            line.ifPresent(Line::close);
            end.complete(0);
        });
        if (settings.hub().isEmpty() || settings.identity().isEmpty()) {
            ask(settings.hub(), settings.identity(), "");
        } else {
            connect(settings.hub(), settings.identity()).ifPresent(why -> {
                if (settings.picture().isPresent()) {
                    end.completeExceptionally(new IllegalArgumentException(why));
                }
                ask(settings.hub(), settings.identity(), why);
            });
        }
        stage.show();
    }

    private void ask(String hub, String identity, String why) {
        line.ifPresent(Line::close);
        line = Optional.empty();
        root.getChildren().setAll(new ConnectPage(hub, identity, why, this::connect).node());
    }

    /// @return why it cannot be done, a sentence; empty if it is being done
    private Optional<String> connect(String hub, String folder) {
        if (folder.isEmpty()) {
            return Optional.of("Name the folder of your identity.");
        }
        try {
            HubAddress address = HubAddress.parse(hub);
            Identity identity = Identity.load(Path.of(folder), clock.instant());
            HubLink link = HubLink.open(address, identity, clock, random);
            FleetModel model = FleetModel.start(clock);
            PulseBridge bridge = PulseBridge.attach(model, scene, clock);
            line.ifPresent(Line::close);
            line = Optional.of(new Line(model, link, bridge));
            Follower follower = link.follow(model);
            Shell shell = new Shell(
                    link,
                    bridge,
                    theme,
                    settings.first(),
                    new Shell.Outside(follower::retryNow, () -> ask(hub, folder, "")));
            root.getChildren().setAll(shell.node());
            shell.focus();
            stage.setTitle("Pilothouse – " + address);
            stage.showingProperty()
                    .and(stage.iconifiedProperty().not())
                    .subscribe(isSeen -> bridge.setVisible(isSeen || !stage.isShowing()));
            settings.picture().ifPresent(picture -> {
                Screenshot screenshot = new Screenshot(picture, scene, clock.instant(), end);
                bridge.subscribe(screenshot);
            });
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.of("“" + folder + "” cannot be the name of a folder.");
        } catch (IllegalArgumentException | IdentityException e) {
            return Optional.of(Words.sentence(String.valueOf(e.getMessage())));
        }
    }
}
