package io.pilothouse.desktop.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.testing.FleetGen;
import io.pilothouse.desktop.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetModelTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HubDescription HUB =
            new HubDescription("hub.example:7443", "00", "0.1.0", "m.rossi", FleetGen.NOW.plusSeconds(3_600));

    private final TestClock clock = new TestClock();
    private final FleetModel model = FleetModel.start(clock);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void foldsWhatHappensOntoTheSnapshot() throws Exception {
        ApplicationKey key = new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront");
        model.accept(new FleetMessage.Replaced(FleetGen.three()));

        model.accept(new FleetMessage.Happened(
                List.of(recorded(1_001, new FleetEvent.ApplicationReported(FleetGen.synced(key))))));

        FleetSnapshot snapshot = model.await(fleet -> fleet.sequence() == 1_001, SOON);
        assertThat(snapshot.application(key)).contains(FleetGen.synced(key));
    }

    @Test
    void saysWhichClustersAreNew() throws Exception {
        LinkedBlockingQueue<FleetView> views = new LinkedBlockingQueue<>();
        model.accept(new FleetMessage.Replaced(FleetGen.three()));
        model.await(fleet -> true, SOON);
        model.subscribe(views::add);

        model.accept(new FleetMessage.Happened(
                List.of(recorded(1_001, new FleetEvent.ContactChanged("prod-us-1", Contact.SILENT)))));

        FleetView view = views.poll(20, TimeUnit.SECONDS);
        assertThat(view).isNotNull();
        assertThat(view.changed()).isEqualTo(Set.of("prod-us-1"));
        assertThat(view.isReplaced()).isFalse();
    }

    @Test
    void losesNoEventOfABurst() throws Exception {
        model.accept(new FleetMessage.Replaced(FleetGen.three()));
        List<FleetEvent.Recorded> all = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            all.add(recorded(
                    1_000 + i,
                    new FleetEvent.ContactChanged("c-" + i % 100, i % 2 == 0 ? Contact.SILENT : Contact.CONNECTED)));
        }

        for (int i = 0; i < all.size(); i += 50) {
            model.accept(new FleetMessage.Happened(all.subList(i, i + 50)));
        }

        FleetSnapshot snapshot = model.await(fleet -> fleet.sequence() == 6_000, SOON);
        assertThat(snapshot.clusters()).hasSize(103);
        assertThat(model.view().events()).isEqualTo(5_000);
    }

    @Test
    void tellsAgesByTheHubsClock() throws Exception {
        model.accept(new FleetMessage.Answered(HUB));
        model.accept(new FleetMessage.Replaced(FleetGen.three()));
        model.await(fleet -> true, SOON);

        assertThat(model.view().connection().moment(clock.instant()).now()).isEqualTo(HUB.hubTime());
    }

    @Test
    void isLiveThenLaggingThenAwayAndLiveAgain() throws Exception {
        model.accept(new FleetMessage.Answered(HUB));
        model.accept(new FleetMessage.Replaced(FleetGen.three()));
        model.await(fleet -> true, SOON);
        assertThat(model.link()).isEqualTo(new LinkState.Live());

        clock.pass(Duration.ofSeconds(15));
        assertThat(model.link()).isInstanceOf(LinkState.Lagging.class);
        assertThat(model.link().whyNoCommands()).isPresent();

        settle(new FleetMessage.Lost("nothing answers", 1, clock.instant().plusSeconds(3)));
        assertThat(model.link())
                .isEqualTo(new LinkState.Away(FleetGen.NOW, "nothing answers", 1, Duration.ofSeconds(3)));
        assertThat(model.snapshot().clusters()).hasSize(3);

        settle(new FleetMessage.Answered(HUB));
        assertThat(model.link()).isInstanceOf(LinkState.Away.class);
        settle(new FleetMessage.Beat(clock.instant(), 1_000));
        assertThat(model.link()).isEqualTo(new LinkState.Live());
    }

    @Test
    void lagsWhileTheHubHasEventsThatDidNotCome() throws Exception {
        model.accept(new FleetMessage.Answered(HUB));
        settle(new FleetMessage.Replaced(FleetGen.three()));
        settle(new FleetMessage.Beat(clock.instant(), 1_007));

        clock.pass(Duration.ofSeconds(4));
        settle(new FleetMessage.Beat(clock.instant(), 1_007));

        assertThat(model.link()).isEqualTo(new LinkState.Lagging(Duration.ofSeconds(4)));
    }

    @Test
    void neverReachedIsNotAway() throws Exception {
        settle(new FleetMessage.Lost("nothing answers", 1, clock.instant()));

        assertThat(model.link()).isInstanceOf(LinkState.Unreachable.class);
        assertThat(model.view().hasFleet()).isFalse();
    }

    @Test
    void saysHowFarItWasWhenItWaitedInVain() {
        assertThatThrownBy(() -> model.await(fleet -> false, Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("sequence 0");
    }

    /// Waits until the message is taken in.
    private void settle(FleetMessage message) throws InterruptedException {
        LinkedBlockingQueue<FleetView> views = new LinkedBlockingQueue<>();
        Subscription subscription = model.subscribe(views::add);
        model.accept(message);
        assertThat(views.poll(20, TimeUnit.SECONDS)).isNotNull();
        subscription.close();
    }

    private static FleetEvent.Recorded recorded(long sequence, FleetEvent event) {
        return new FleetEvent.Recorded(sequence, FleetGen.NOW, event);
    }
}
