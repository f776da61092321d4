package io.pilothouse.hub.ledger;

import static io.pilothouse.hub.Samples.app;
import static io.pilothouse.hub.Samples.application;
import static io.pilothouse.hub.Samples.cluster;
import static io.pilothouse.hub.Samples.command;
import static io.pilothouse.hub.Samples.numbered;
import static io.pilothouse.hub.Samples.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetReducer;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.Contact;
import io.pilothouse.hub.SettableClock;
import io.pilothouse.hub.ledger.LedgerException.Reason;
import io.pilothouse.hub.ledger.MemoryLedgerStore.Mood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LedgerLimits LIMITS =
            new LedgerLimits(1_000, 1 << 20, 100, 50, 10, Duration.ZERO, 20, 100, Duration.ZERO);

    private final MemoryLedgerStore store = new MemoryLedgerStore();
    private final SettableClock clock = new SettableClock();
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(store, LIMITS, clock, new NoProbe());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void recordsReportsOnceHoweverOftenTheyCome() {
        // Given
        ledger.attach("c", "e", 1, 2).join();
        ledger.append("c", "e", numbered(1, cluster("c", "v1"), application("c", "web")), 100)
                .join();
        long before = ledger.snapshot().sequence();
        // When
        long acked = ledger.append("c", "e", numbered(2, application("c", "web"), application("c", "api")), 100)
                .join();
        // Then
        assertThat(acked).isEqualTo(3);
        assertThat(ledger.snapshot().sequence()).isEqualTo(before + 1);
        assertThat(ledger.snapshot().cluster("c").orElseThrow().applications())
                .containsOnlyKeys(app("c", "web"), app("c", "api"));
    }

    @Test
    void refusesAReportThatDoesNotFollowAndTakesItUpAgainAfterHello() {
        // Given
        ledger.attach("c", "e", 1, 9).join();
        ledger.append("c", "e", numbered(1, cluster("c", "v1")), 100).join();
        // When
        CompletableFuture<Long> gap = ledger.append("c", "e", numbered(3, cluster("c", "v3")), 100);
        // Then
        assertThat(refusal(gap)).isEqualTo(Reason.GAP);
        assertThat(ledger.attach("c", "e", 1, 9).join().continueAfter()).isEqualTo(1);
        assertThat(ledger.append("c", "e", numbered(2, cluster("c", "v2")), 100).join())
                .isEqualTo(2);
    }

    @Test
    void refusesReportsOfAJournalThatAnotherOneReplaced() {
        // Given
        ledger.attach("c", "old", 1, 1).join();
        ledger.attach("c", "new", 1, 1).join();
        // When
        CompletableFuture<Long> late = ledger.append("c", "old", numbered(1, cluster("c", "v1")), 100);
        // Then
        assertThat(refusal(late)).isEqualTo(Reason.GAP);
    }

    @Test
    void recordsContactOnlyWhenItChanges() {
        // Given
        ledger.attach("c", "e", 0, 0).join();
        // When
        boolean isNew = ledger.contact("c", Contact.CONNECTED).join();
        // Then
        assertThat(isNew).isFalse();
        assertThat(ledger.contact("c", Contact.SILENT).join()).isTrue();
        assertThat(ledger.snapshot().cluster("c").orElseThrow().contact()).isEqualTo(Contact.SILENT);
    }

    @Test
    void takesACommandOnceAndRefusesItsIdForAnother() {
        // Given
        Taken first = ledger.order(command("id-1", "c", MINUTE)).join();
        // When
        Taken again = ledger.order(command("id-1", "c", MINUTE)).join();
        // Then
        assertThat(first.sequence()).isPositive();
        assertThat(again.sequence()).isZero();
        assertThat(again.state()).isEqualTo(first.state());
        assertThat(refusal(ledger.order(command("id-1", "other", MINUTE)))).isEqualTo(Reason.ID_TAKEN);
    }

    @Test
    void believesOnlyACommandsOwnCluster() {
        // Given
        ledger.order(command("id-1", "victim", MINUTE)).join();
        ledger.attach("thief", "e", 1, 1).join();
        // When
        ledger.append("thief", "e", numbered(1, advanced("thief", "id-1", CommandPhase.SUCCEEDED)), 10)
                .join();
        // Then
        assertThat(ledger.snapshot().command("id-1").orElseThrow().phase()).isEqualTo(CommandPhase.ACCEPTED);
    }

    @Test
    void neverLetsACommandGoBack() {
        // Given
        ledger.order(command("id-1", "c", MINUTE)).join();
        ledger.attach("c", "e", 1, 1).join();
        ledger.append("c", "e", numbered(1, advanced("c", "id-1", CommandPhase.SUCCEEDED)), 10)
                .join();
        // When
        boolean isNew =
                ledger.advance("c", "id-1", CommandPhase.EXPIRED, "too late").join();
        // Then
        assertThat(isNew).isFalse();
        assertThat(ledger.snapshot().command("id-1").orElseThrow().phase()).isEqualTo(CommandPhase.SUCCEEDED);
    }

    @Test
    void forgetsApplicationsThatLeftTheSlice() {
        // Given
        ledger.attach("c", "e", 1, 1).join();
        ledger.append("c", "e", numbered(1, application("c", "web"), application("c", "api")), 10)
                .join();
        // When
        ledger.append("c", "e", numbered(3, slice("c", app("c", "api"))), 10).join();
        // Then
        assertThat(ledger.snapshot().cluster("c").orElseThrow().applications()).containsOnlyKeys(app("c", "api"));
    }

    @Test
    void acknowledgesNothingThatIsNotWrittenAndGoesOnWhenTheDiskDoes() {
        // Given
        ledger.attach("c", "e", 1, 1).join();
        store.mood = Mood.FAILS;
        CompletableFuture<Long> lost = ledger.append("c", "e", numbered(1, cluster("c", "v1")), 10);
        assertThat(refusal(lost)).isEqualTo(Reason.UNAVAILABLE);
        assertThat(ledger.isWritable()).isFalse();
        // When
        store.mood = Mood.WORKS;
        // Then
        await().ignoreExceptions()
                .until(() -> ledger.append("c", "e", numbered(1, cluster("c", "v1")), 10)
                                .join()
                        == 1);
        assertThat(ledger.isWritable()).isTrue();
        assertThat(store.held()).hasSize(2);
    }

    @Test
    void findsOutWhetherADoubtfulCommitIsOnTheDisk() {
        // Given
        ledger.attach("c", "e", 1, 1).join();
        store.mood = Mood.FAILS_AFTER_WRITING;
        assertThat(refusal(ledger.append("c", "e", numbered(1, cluster("c", "v1")), 10)))
                .isEqualTo(Reason.UNAVAILABLE);
        // When
        store.mood = Mood.WORKS;
        await().ignoreExceptions()
                .until(() -> ledger.append("c", "e", numbered(1, cluster("c", "v1")), 10)
                                .join()
                        == 1);
        // Then
        assertThat(store.held()).hasSize(2);
        assertThat(ledger.snapshot().sequence()).isEqualTo(2);
        assertThat(ledger.snapshot().cluster("c").orElseThrow().status().kubernetesVersion())
                .isEqualTo("v1");
    }

    @Test
    void knowsAfterARestartWhatItKnewAndThatNobodyIsConnected() {
        // Given
        ledger.attach("c", "e", 1, 1).join();
        ledger.append("c", "e", numbered(1, cluster("c", "v1"), application("c", "web")), 10)
                .join();
        ledger.order(command("id-1", "c", MINUTE)).join();
        ledger.close();
        // When
        ledger = Ledger.open(store, LIMITS, clock, new NoProbe());
        // Then
        assertThat(ledger.snapshot().cluster("c").orElseThrow().contact()).isEqualTo(Contact.DISCONNECTED);
        assertThat(ledger.snapshot().cluster("c").orElseThrow().applications()).containsOnlyKeys(app("c", "web"));
        assertThat(ledger.snapshot().command("id-1")).isPresent();
        assertThat(ledger.attach("c", "e", 1, 2).join().continueAfter()).isEqualTo(2);
    }

    @Test
    void foldsTheSameFromTheSavedFoldAsFromTheBeginning() {
        // Given
        ledger.attach("c", "e", 1, 1).join();
        for (int i = 1; i <= 40; i++) {
            ledger.append("c", "e", numbered(i, application("c", "app-" + i % 7)), 10)
                    .join();
        }
        FleetSnapshot whole = ledger.snapshot();
        ledger.close();
        // When
        FleetSnapshot refolded = FleetReducer.fold(
                        store.savedSnapshot(),
                        store.events(store.savedSnapshot().sequence(), 1_000))
                .snapshot();
        // Then
        assertThat(refolded).isEqualTo(whole);
    }

    @Test
    void forgetsHistoryOnlyWhenAFoldHasItAndKeepsWhatItShould() {
        // Given
        ledger.attach("c", "e", 1, 1).join();
        // When
        for (int i = 1; i <= 100; i++) {
            ledger.append("c", "e", numbered(i, application("c", "web")), 10).join();
        }
        ledger.close();
        // Then
        assertThat(store.savedSnapshot().sequence()).isEqualTo(101);
        assertThat(store.held()).hasSizeGreaterThanOrEqualTo(20).hasSizeLessThan(101);
        assertThat(store.held().getLast().sequence()).isEqualTo(101);
    }

    @Test
    void writesWhatComesTogetherInOneCommit() {
        // Given
        List<CompletableFuture<?>> answers = new ArrayList<>();
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        ledger.listen((events, objects) -> {
            isBusy.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        answers.add(ledger.contact("first", Contact.CONNECTED));
        await().until(() -> isBusy.getCount() == 0);
        int before = store.commits.size();
        // When
        for (int i = 0; i < 50; i++) {
            answers.add(ledger.attach("c" + i, "e", 1, 1));
        }
        mayGoOn.countDown();
        answers.forEach(CompletableFuture::join);
        // Then
        assertThat(store.commits).hasSize(before + 1);
        assertThat(store.commits.getLast().events()).hasSize(50);
    }

    @Test
    void refusesMoreThanItMayHoldInMemory() {
        // Given
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch isBusy = new CountDownLatch(1);
        ledger.listen((events, objects) -> {
            isBusy.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        CompletableFuture<Boolean> busy = ledger.contact("first", Contact.CONNECTED);
        await().until(() -> isBusy.getCount() == 0);
        CompletableFuture<Long> fits = ledger.append("c", "e", numbered(1, cluster("c", "v")), 1_000_000);
        // When
        CompletableFuture<Long> tooMuch = ledger.append("c", "e", numbered(2, cluster("c", "v")), 1_000_000);
        // Then
        assertThat(refusal(tooMuch)).isEqualTo(Reason.BUSY);
        mayGoOn.countDown();
        assertThat(busy.join()).isTrue();
        assertThat(refusal(fits)).isEqualTo(Reason.GAP);
    }

    @Test
    void refusesEverythingOnceItIsClosed() {
        // Given
        ledger.close();
        // When
        CompletableFuture<Boolean> late = ledger.contact("c", Contact.CONNECTED);
        // Then
        assertThat(refusal(late)).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void refusesAnEventThatOnlyTheHubMakesWithoutStopping() {
        // Given
        ledger.attach("c", "e", 1, 1).join();
        List<Sequenced> forged = numbered(1, new AgentReport.Event(new FleetEvent.ContactChanged("c", Contact.NEVER)));
        // When
        CompletableFuture<Long> answer = ledger.append("c", "e", forged, 10);
        // Then
        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
        await().ignoreExceptions()
                .until(() -> ledger.contact("c", Contact.SILENT).join());
    }

    private static AgentReport advanced(String cluster, String id, CommandPhase phase) {
        return new AgentReport.Event(new FleetEvent.CommandAdvanced(cluster, id, phase, "done"));
    }

    private static Reason refusal(CompletableFuture<?> answer) {
        try {
            answer.join();
            throw new AssertionError("was not refused");
        } catch (CompletionException e) {
            if (e.getCause() instanceof LedgerException refusal) {
                return refusal.reason();
            }
            throw e;
        }
    }
}
