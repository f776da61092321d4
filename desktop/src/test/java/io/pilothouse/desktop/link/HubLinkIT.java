package io.pilothouse.desktop.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.state.FleetModel;
import io.pilothouse.desktop.state.Hub;
import io.pilothouse.desktop.state.LinkState;
import io.pilothouse.desktop.state.Subscription;
import io.pilothouse.desktop.testing.FleetGen;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.tls.CertificateAuthority;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.PeerName;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubLinkIT {
    static final ApplicationKey KEY = new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final InstantSource CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private Identity hubIdentity;
    private Identity user;
    private ScriptedHub hub;
    private HubLink link;
    private FleetModel fleet;

    @BeforeEach
    void start() throws Exception {
        CertificateAuthority authority = CertificateAuthority.openOrCreate(folder.resolve("ca"), CLOCK);
        hubIdentity = authority.issue(
                PeerName.hub(authority.trustDomain()), Duration.ofHours(1), List.of("127.0.0.1", "localhost"));
        user = authority.issue(PeerName.user(authority.trustDomain(), "m.rossi"), Duration.ofHours(1), List.of());
        hub = new ScriptedHub(hubIdentity, 0);
        link = HubLink.open(hub.address(), user, CLOCK, new Random(1));
        fleet = FleetModel.start(CLOCK);
    }

    @AfterEach
    void stop() {
        link.close();
        fleet.close();
        hub.close();
    }

    @Test
    void followsTheFleetFromTheSnapshotThroughTheEvents() throws Exception {
        link.follow(fleet);
        ScriptedHub.Watch watch = hub.nextWatch();
        watch.snapshot(FleetGen.three());

        watch.events(1_001, new FleetEvent.ApplicationReported(FleetGen.synced(KEY)));

        FleetSnapshot snapshot = fleet.await(now -> now.sequence() == 1_001, SOON);
        assertThat(snapshot.application(KEY)).contains(FleetGen.synced(KEY));
        assertThat(watch.request().getAfterSequence()).isZero();
        assertThat(fleet.link()).isEqualTo(new LinkState.Live());
        assertThat(fleet.view().connection().hub().caller()).isEqualTo("m.rossi");
    }

    @Test
    void gathersASnapshotOfManyParts() throws Exception {
        link.follow(fleet);

        hub.nextWatch().snapshot(new FleetGen(4).fleet(1_000, 3));

        assertThat(fleet.await(now -> true, SOON).clusters()).hasSize(1_000);
    }

    @Test
    void comesBackWithTheLastEventItHas() throws Exception {
        link.follow(fleet);
        ScriptedHub.Watch watch = hub.nextWatch();
        watch.snapshot(FleetGen.three());
        watch.events(1_001, new FleetEvent.ContactChanged("prod-us-1", Contact.SILENT));
        fleet.await(now -> now.sequence() == 1_001, SOON);

        watch.client()
                .onError(Status.UNAVAILABLE.withDescription("the hub stops").asRuntimeException());

        ScriptedHub.Watch again = hub.nextWatch();
        assertThat(again.request().getAfterSequence()).isEqualTo(1_001);
        assertThat(again.request().getLedgerId()).isEqualTo(ScriptedHub.LEDGER);
        again.events(1_002, new FleetEvent.ContactChanged("prod-us-1", Contact.CONNECTED));
        fleet.await(now -> now.sequence() == 1_002, SOON);
        assertThat(fleet.snapshot().clusters()).hasSize(3);
    }

    @Test
    void asksForEverythingAgainWhenEventsAreMissing() throws Exception {
        link.follow(fleet);
        ScriptedHub.Watch watch = hub.nextWatch();
        watch.snapshot(FleetGen.three());

        watch.events(1_005, new FleetEvent.ContactChanged("prod-us-1", Contact.SILENT));

        assertThat(hub.nextWatch().request().getAfterSequence()).isZero();
        assertThat(fleet.snapshot().sequence()).isEqualTo(1_000);
    }

    @Test
    void survivesARestartOfTheHub() throws Exception {
        link.follow(fleet);
        hub.nextWatch().snapshot(FleetGen.three());
        fleet.await(now -> true, SOON);
        int port = hub.address().port();

        hub.close();
        await().atMost(SOON).until(() -> fleet.link() instanceof LinkState.Away);
        assertThat(fleet.snapshot().clusters()).hasSize(3);

        hub = new ScriptedHub(hubIdentity, port);
        hub.nextWatch().beat(1_000);
        await().atMost(SOON).until(() -> fleet.link() instanceof LinkState.Live);
    }

    @Test
    void callsAtOnceWhenAPersonAsksForIt() throws Exception {
        int port = hub.address().port();
        hub.close();
        Follower follower = link.follow(fleet);
        await().atMost(SOON).until(() -> fleet.link().isDown());

        hub = new ScriptedHub(hubIdentity, port);
        follower.retryNow();

        hub.nextWatch().snapshot(FleetGen.three());
        fleet.await(now -> true, SOON);
    }

    @Test
    void saysThatNothingAnswers() throws Exception {
        assertThat(why(new HubAddress("127.0.0.1", freePort()), user)).contains("nothing answers at hub 127.0.0.1:");
    }

    @Test
    void saysThatItIsNotTheHubOfThisIdentity() throws Exception {
        CertificateAuthority other = CertificateAuthority.openOrCreate(folder.resolve("other"), CLOCK);
        Identity stranger = other.issue(PeerName.user(other.trustDomain(), "m.rossi"), Duration.ofHours(1), List.of());

        assertThat(why(hub.address(), stranger)).contains("TLS with hub").contains("not the hub that issued");
    }

    @Test
    void sendsACommandWithItsScope() throws Exception {
        Command command = new Command(
                "5b0f", "prod-us-1", Optional.of(KEY), Command.Verb.SYNC_NOW, "INC-4711", "", Duration.ofSeconds(60));

        CommandState state = link.run(command).get(30, TimeUnit.SECONDS);

        assertThat(state.phase()).isEqualTo(CommandPhase.ACCEPTED);
        assertThat(state.command().application()).contains(KEY);
        assertThat(hub.commands.take().getReason()).isEqualTo("INC-4711");
    }

    @Test
    void putsARefusalIntoTheHubsWords() {
        hub.refusal = Optional.of(Status.NOT_FOUND.withDescription("the hub does not know cluster prod-us-9"));

        assertThatThrownBy(() -> link.signals("prod-us-9", 0, 60).join())
                .satisfies(failure -> assertThat(Hub.RefusedException.sentence(failure))
                        .isEqualTo("the hub does not know cluster prod-us-9"));
    }

    @Test
    void gathersAPlanOfManyParts() throws Exception {
        PlanReport plan = link.plan(KEY).get(30, TimeUnit.SECONDS);
        assertThat(plan).isEqualTo(FleetGen.holdingPlan(KEY, 2_000));
    }

    @Test
    void listsDriftAndSignals() throws Exception {
        Hub.DriftPage page = link.drift(Hub.DriftQuery.of(KEY)).get(30, TimeUnit.SECONDS);
        assertThat(page.events()).isEqualTo(FleetGen.history(KEY));
        assertThat(page.nextBeforeSequence()).isEqualTo(895);

        assertThat(link.signals("prod-us-1", 29_000_000, 29_000_060).get(30, TimeUnit.SECONDS))
                .isEqualTo(FleetGen.signals(29_000_000, 29_000_060));
    }

    @Test
    void followsAnApplicationOverAnInterruption() throws Exception {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Subscription subscription = link.watchApplication(KEY, new Hub.ApplicationWatcher() {
            @Override
            public void changed(Hub.ApplicationDetail detail) {
                heard.add(detail.objects().size() + " objects of "
                        + detail.status().key());
            }

            @Override
            public void interrupted(String sentence) {
                heard.add("interrupted");
            }
        });

        var first = hub.applications.poll(30, TimeUnit.SECONDS);
        first.onNext(ScriptedHub.detail());
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("9 objects of prod-us-1 app/shop/storefront");
        first.onError(Status.UNAVAILABLE.asRuntimeException());
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("interrupted");
        hub.applications.poll(30, TimeUnit.SECONDS).onNext(ScriptedHub.detail());
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("9 objects of prod-us-1 app/shop/storefront");

        subscription.close();
    }

    private String why(HubAddress address, Identity identity) {
        try (FleetModel model = FleetModel.start(CLOCK);
                HubLink other = HubLink.open(address, identity, CLOCK, new Random(1))) {
            other.follow(model);
            await().atMost(SOON).until(() -> model.link() instanceof LinkState.Unreachable);
            return ((LinkState.Unreachable) model.link()).reason();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
