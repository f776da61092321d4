package io.pilothouse.agent.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore.UnusableException;
import io.pilothouse.agent.port.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommitTest {
    private static final StepOutcome.Failure STOPPED =
            new StepOutcome.Unreachable(Codes.UNREACHABLE, "stopped", Duration.ZERO);
    private static final StepOutcome.Failure DOWN =
            new StepOutcome.Unreachable(Codes.UNREACHABLE, "down", Duration.ZERO);

    private final Map<String, Integer> stored = new ConcurrentHashMap<>();
    private final Queue<Map<String, Integer>> writes = new ConcurrentLinkedQueue<>();

    private void write(Map<String, Integer> changes) {
        writes.add(Map.copyOf(changes));
        stored.putAll(changes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tellsNobodyOfSuccessThatIsNotInTheStoreAndLetsNobodyWaitForEver(long seed) throws Exception {
        // Given
        Random random = new Random(seed);
        GroupCommit<String, Integer> commits = new GroupCommit<>(changes -> {
            if (random.nextInt(3) == 0) {
                throw new UnusableException(DOWN);
            }
            write(changes);
        });
        // When
        List<Future<Integer>> owners = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                String key = "owner-" + i;
                owners.add(threads.submit(() -> own(key, commits)));
            }
        }
        // Then
        int successes = 0;
        for (Future<Integer> owner : owners) {
            successes += owner.get();
        }
        assertThat(successes).as("some came through").isPositive();
        assertThat(writes.stream().mapToInt(Map::size).sum()).isEqualTo(successes);
    }

    /// One owner among many: what it was told and what is in the store agree at every moment.
    private int own(String key, GroupCommit<String, Integer> commits) {
        int successes = 0;
        int had = 0;
        for (int value = 1; value <= 40; value++) {
            try {
                commits.commit(key, value, STOPPED);
                had = value;
                successes++;
            } catch (UnusableException e) {
                assertThat(e.failure()).isEqualTo(DOWN);
            }
            assertThat(stored.getOrDefault(key, 0)).isEqualTo(had);
        }
        return successes;
    }

    @Test
    void writesWhoComesAloneAtOnceAndTogetherWhatGathersMeanwhile() throws Exception {
        // Given
        CountDownLatch mayGoOn = new CountDownLatch(1);
        GroupCommit<String, Integer> commits = new GroupCommit<>(changes -> {
            write(changes);
            awaitQuietly(mayGoOn);
        });
        List<Thread> owners = new CopyOnWriteArrayList<>();
        owners.add(start(() -> commits.commit("first", 1, STOPPED)));
        Awaitility.await().until(() -> writes.size() == 1);
        // When
        for (int i = 0; i < 50; i++) {
            String key = "owner-" + i;
            owners.add(start(() -> commits.commit(key, 1, STOPPED)));
        }
        Awaitility.await().until(() -> owners.stream().allMatch(GroupCommitTest::isWaiting));
        mayGoOn.countDown();
        for (Thread owner : owners) {
            owner.join();
        }
        // Then
        assertThat(writes).extracting(Map::size).containsExactly(1, 50);
    }

    @Test
    void lastHandedInWins() throws Exception {
        // Given
        CountDownLatch mayGoOn = new CountDownLatch(1);
        GroupCommit<String, Integer> commits = new GroupCommit<>(changes -> {
            write(changes);
            awaitQuietly(mayGoOn);
        });
        List<Thread> owners = new ArrayList<>();
        owners.add(start(() -> commits.commit("other", 1, STOPPED)));
        Awaitility.await().until(() -> writes.size() == 1);
        // When
        for (int i = 1; i <= 3; i++) {
            int value = i;
            Thread owner = start(() -> commits.commit("same", value, STOPPED));
            owners.add(owner);
            Awaitility.await().until(() -> isWaiting(owner));
        }
        mayGoOn.countDown();
        for (Thread owner : owners) {
            owner.join();
        }
        // Then
        assertThat(writes).containsExactly(Map.of("other", 1), Map.of("same", 3));
    }

    @Test
    void letsGoWhoIsInterruptedAndTakesItsChangeBack() throws Exception {
        // Given
        CountDownLatch mayGoOn = new CountDownLatch(1);
        GroupCommit<String, Integer> commits = new GroupCommit<>(changes -> {
            write(changes);
            awaitQuietly(mayGoOn);
        });
        Thread first = start(() -> commits.commit("first", 1, STOPPED));
        Awaitility.await().until(() -> writes.size() == 1);
        Thread second = start(() -> commits.commit("second", 1, STOPPED));
        Thread third = start(() -> commits.commit("third", 1, STOPPED));
        Awaitility.await().until(() -> isWaiting(second) && isWaiting(third));
        // When
        first.interrupt();
        second.interrupt();
        first.join();
        second.join();
        mayGoOn.countDown();
        third.join();
        // Then
        assertThat(writes).containsExactly(Map.of("first", 1), Map.of("third", 1));
    }

    @Test
    void handsNothingInForWhoWasInterruptedBefore() {
        GroupCommit<String, Integer> commits = new GroupCommit<>(this::write);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> commits.commit("key", 1, STOPPED)).isInstanceOf(UnusableException.class);
        } finally {
            assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
        }
        assertThat(writes).isEmpty();
    }

    @Test
    void goesOnAfterADefect() throws Exception {
        // Given
        GroupCommit<String, Integer> commits = new GroupCommit<>(changes -> {
            if (changes.containsKey("poison")) {
                throw new IllegalStateException("a defect");
            }
            write(changes);
        });
        // When
        assertThatThrownBy(() -> commits.commit("poison", 1, STOPPED)).isInstanceOf(IllegalStateException.class);
        commits.commit("healthy", 1, STOPPED);
        // Then
        assertThat(stored).containsOnlyKeys("healthy");
    }

    private interface Work {
        void run() throws UnusableException;
    }

    private static Thread start(Work work) {
        return Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (UnusableException e) {
                assertThat(e.failure()).isEqualTo(STOPPED);
            }
        });
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TERMINATED;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the writer", e);
        }
    }
}
