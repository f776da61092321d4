package io.pilothouse.bench.engine.desk;

import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.desktop.link.Follower;
import io.pilothouse.desktop.link.HubLink;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.shell.Shell;
import io.pilothouse.desktop.state.FleetFeed;
import io.pilothouse.desktop.state.FleetListener;
import io.pilothouse.desktop.state.FleetMessage;
import io.pilothouse.desktop.state.FleetModel;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.state.PulseBridge;
import io.pilothouse.desktop.widget.Theme;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.IdentityException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The desktop's window without a display, put together as the desktop does it, at the page of one cluster. Prints a
/// line when the link has taken in that an object drifted, and another when the frame that knows of it was laid out to
/// be drawn.
public final class DeskMain implements FleetFeed, FleetListener {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private final Clock clock = Clock.systemUTC();
    private final FleetModel model = FleetModel.start(clock);
    private final Deque<Drift> waiting = new ArrayDeque<>();
    private long taken;
    private long shown;
    private boolean isReady;

    /// @param number of the event, counted from the start as the model counts them
    private record Drift(long number, String object) {}

    private DeskMain() {}

    /// @param arguments address of the hub, folder of the identity, cluster
    public static void main(String[] arguments) throws IdentityException {
        DeskMain desk = new DeskMain();
        HubAddress hub = HubAddress.parse(arguments[0]);
        Identity identity = Identity.load(Path.of(arguments[1]), desk.clock.instant());
        Platform.startup(() -> desk.open(hub, identity, arguments[2]));
    }

    private void open(HubAddress hub, Identity identity, String cluster) {
        HubLink link = HubLink.open(hub, identity, clock, new SecureRandom());
        Theme theme = new Theme(Optional.of(ColorScheme.DARK));
        javafx.scene.layout.StackPane root = new javafx.scene.layout.StackPane();
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        theme.dress(scene);
        PulseBridge bridge = PulseBridge.attach(model, scene, clock);
        Follower follower = link.follow(this);
        Shell shell = new Shell(
                link, bridge, theme, new Address.Cluster(cluster), new Shell.Outside(follower::retryNow, () -> {}));
        root.getChildren().setAll(shell.node());
        bridge.subscribe(this);
        scene.addPostLayoutPulseListener(this::drawn);
        Stage stage = new Stage();
        stage.setScene(scene);
        stage.show();
    }

    @Override
    public void accept(FleetMessage message) throws InterruptedException {
        if (message instanceof FleetMessage.Happened happened) {
            hear(happened);
        }
        model.accept(message);
    }

    private synchronized void hear(FleetMessage.Happened happened) {
        for (FleetEvent.Recorded event : happened.events()) {
            taken++;
            if (event.event() instanceof FleetEvent.DriftReported(var drift)) {
                String object =
                        drift.object().namespace() + " " + drift.object().name();
                waiting.add(new Drift(taken, object));
                say("heard " + object);
            }
        }
    }

    @Override
    public synchronized void changed(FleetView view, Instant now) {
        shown = view.events();
        if (view.hasFleet() && !isReady) {
            isReady = true;
            say("ready");
        }
    }

    @Override
    public void tick(Instant now) {
        // ages are of no interest here
    }

    private synchronized void drawn() {
        while (!waiting.isEmpty() && waiting.getFirst().number() <= shown) {
            say("drawn " + waiting.removeFirst().object());
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
