package io.pilothouse.desktop;

import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.desktop.state.FleetListener;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.state.LinkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javax.imageio.ImageIO;

/// Takes a picture of the window when the time has come, and ends the program.
final class Screenshot implements FleetListener {
    /// What was asked for on opening a screen has come by then.
    private static final int SECONDS_TO_SETTLE = 3;

    private final Settings.Picture picture;
    private final Scene scene;
    private final Instant start;
    private final CompletableFuture<Integer> end;
    private FleetView view = FleetView.NONE;
    private int secondsReady;

    Screenshot(Settings.Picture picture, Scene scene, Instant start, CompletableFuture<Integer> end) {
        this.picture = picture;
        this.scene = scene;
        this.start = start;
        this.end = end;
    }

    @Override
    public void changed(FleetView changed, Instant now) {
        view = changed;
    }

    @Override
    public void tick(Instant now) {
        Duration since = Duration.between(start, now);
        boolean isTime =
                picture.delay().map(delay -> since.compareTo(delay) >= 0).orElseGet(() -> isSettled(now));
        secondsReady = isTime ? secondsReady + 1 : 0;
        int wait = picture.delay().isPresent() ? 1 : SECONDS_TO_SETTLE;
        if (secondsReady >= wait) {
            take();
        } else if (picture.delay().isEmpty() && since.compareTo(picture.timeout()) > 0) {
            end.completeExceptionally(new IllegalStateException("not every application was in sync and healthy within "
                    + picture.timeout().toSeconds() + " s: " + unsettled()));
        }
    }

    private boolean isSettled(Instant now) {
        return LinkState.of(view.connection(), now) instanceof LinkState.Live
                && !applications().isEmpty()
                && applications().stream().allMatch(ApplicationStatus::isSettled);
    }

    private List<ApplicationStatus> applications() {
        FleetSnapshot snapshot = view.snapshot();
        return snapshot.clusters().values().stream()
                .flatMap(cluster -> cluster.applications().values().stream())
                .toList();
    }

    private String unsettled() {
        List<String> names = applications().stream()
                .filter(application -> !application.isSettled())
                .map(application -> application.key().toString())
                .sorted()
                .toList();
        return applications().isEmpty()
                ? "the hub reports no application"
                : names.size() + " are not, such as " + names.stream().limit(3).toList();
    }

    private void take() {
        Path file = picture.file();
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            ImageIO.write(SwingFXUtils.fromFXImage(scene.snapshot(null), null), "png", file.toFile());
            end.complete(0);
        } catch (IOException e) {
            end.completeExceptionally(
                    new IllegalStateException("the picture cannot be written to " + file + ": " + e.getMessage(), e));
        }
    }
}
