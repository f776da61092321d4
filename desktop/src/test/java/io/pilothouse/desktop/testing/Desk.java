package io.pilothouse.desktop.testing;

import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.shell.Shell;
import io.pilothouse.desktop.state.FleetMessage;
import io.pilothouse.desktop.state.FleetModel;
import io.pilothouse.desktop.state.HubDescription;
import io.pilothouse.desktop.state.PulseBridge;
import io.pilothouse.desktop.widget.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/// A window on a made-up fleet: the real shell, screens, state and bridge; only the hub and the clock are ours.
public final class Desk implements AutoCloseable {
    public static final HubDescription HUB = new HubDescription(
            "hub.example:7443", "0123456789abcdef0123456789abcdef", "0.1.0", "m.rossi", FleetGen.NOW);

    public final FakeHub hub;
    public final TestClock clock;
    public final FleetModel model;
    public final Scene scene;
    public final Shell shell;
    public final Theme theme;
    private final PulseBridge bridge;
    private final Stage stage;
    private long head = 1_000;

    private Desk(
            FakeHub hub,
            TestClock clock,
            FleetModel model,
            Stage stage,
            ColorScheme scheme,
            Address first,
            int[] size) {
        this.hub = hub;
        this.clock = clock;
        this.model = model;
        this.stage = stage;
        StackPane root = new StackPane();
        theme = new Theme(Optional.of(scheme));
        scene = new Scene(root, size[0], size[1]);
        theme.dress(scene);
        bridge = PulseBridge.attach(model, scene, clock);
        shell = new Shell(hub, bridge, theme, first, new Shell.Outside(() -> {}, () -> {}));
        root.getChildren().setAll(shell.node());
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        shell.focus();
    }

    /// Opens a window on the fleet and waits until the fleet is in it.
    public static Desk open(Stage stage, FleetSnapshot fleet, ColorScheme scheme, Address first, int width, int height)
            throws InterruptedException {
        FakeHub hub = new FakeHub();
        fleet.clusters()
                .values()
                .forEach(cluster -> cluster.applications()
                        .values()
                        .forEach(status -> hub.details.put(status.key(), FleetGen.detail(status))));
        TestClock clock = new TestClock();
        FleetModel model = FleetModel.start(clock);
        Desk desk = onScreen(() -> new Desk(hub, clock, model, stage, scheme, first, new int[] {width, height}));
        desk.tell(new FleetMessage.Answered(HUB));
        desk.tell(new FleetMessage.Replaced(fleet));
        desk.tell(new FleetMessage.Beat(clock.instant(), fleet.sequence()));
        desk.settle();
        return desk;
    }

    public void tell(FleetMessage message) throws InterruptedException {
        model.accept(message);
    }

    /// Something happened in the fleet.
    public void happen(FleetEvent... events) throws InterruptedException {
        List<FleetEvent.Recorded> recorded = new java.util.ArrayList<>();
        for (FleetEvent event : events) {
            recorded.add(new FleetEvent.Recorded(++head, clock.instant(), event));
        }
        tell(new FleetMessage.Happened(recorded));
        settle();
    }

    /// Lets time pass while the hub goes on saying that it lives.
    public void passAlive(Duration time) throws InterruptedException {
        clock.pass(time);
        tell(new FleetMessage.Beat(clock.instant(), head));
        settle();
    }

    /// Waits until everything told is on the screen: through the state, over the bridge, and laid out.
    public void settle() throws InterruptedException {
        CompletableFuture<Void> through = new CompletableFuture<>();
        var subscription = model.subscribe(view -> {
            if (view.connection().attempt() == MARK || view.snapshot().sequence() >= 0) {
                through.complete(null);
            }
        });
        tell(new FleetMessage.Calling(MARK));
        through.join();
        subscription.close();
        frames(3);
    }

    private static final int MARK = -1;

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            CompletableFuture<Void> drawn = new CompletableFuture<>();
            Platform.runLater(() -> {
                Runnable[] once = new Runnable[1];
                once[0] = () -> {
                    scene.removePostLayoutPulseListener(once[0]);
                    drawn.complete(null);
                };
                scene.addPostLayoutPulseListener(once[0]);
                Platform.requestNextPulse();
            });
            drawn.orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    /// Presses a button.
    public void press(String selector) throws InterruptedException {
        onScreen(() -> {
            ((ButtonBase) find(selector)).fire();
            return true;
        });
        settle();
    }

    /// @return the node; there must be one
    public Node find(String selector) {
        Node node = scene.lookup(selector);
        if (node == null) {
            throw new AssertionError("nothing on the screen is " + selector);
        }
        return node;
    }

    /// Takes a picture into `target/screenshots`.
    public void picture(String name) throws IOException {
        frames(2);
        Path file = Path.of("target", "screenshots", name + ".png");
        Files.createDirectories(file.getParent());
        var image = onScreen(() -> SwingFXUtils.fromFXImage(scene.snapshot(null), null));
        ImageIO.write(image, "png", file.toFile());
    }

    /// Runs something on the thread of the screens and waits for it.
    public static <T> T onScreen(Supplier<T> task) {
        if (Platform.isFxApplicationThread()) {
            return task.get();
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(task.get());
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /// Goes to a screen.
    public void go(Address address) throws InterruptedException {
        onScreen(() -> {
            shell.navigation().open(address);
            return true;
        });
        settle();
    }

    @Override
    public void close() {
        onScreen(() -> {
            stage.hide();
            bridge.close();
            return true;
        });
        model.close();
    }
}
