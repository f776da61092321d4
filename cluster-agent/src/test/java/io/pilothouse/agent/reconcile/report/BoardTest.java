package io.pilothouse.agent.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BoardTest {
    /// What is told is made of what changed; what was made from scratch is the truth.
    @Test
    void saysAfterAnyHistoryWhatABoardMadeAnewWouldSay() {
        for (int seed = 0; seed < 150; seed++) {
            BoardWorld world = new BoardWorld(new Random(seed), 7);
            Map<ResourceKey, ObjectStatus> hub = new TreeMap<>();
            for (int turn = 0; turn < 80; turn++) {
                // When
                String history = world.turn();
                Glance glance = world.glance();
                world.board.refresh(glance);
                // Then
                String told = "seed " + seed + ", turn " + turn + ": " + history;
                assertThat(world.board.rows()).as(told).isEqualTo(world.board.anew(glance));
                assertThat(world.table.drifted()).as(told).isEqualTo(world.drifted());
                assertThat(world.table.isMatching()).as(told).isEqualTo(world.isMatching());
                assertThat(world.table.kinds()).as(told).isEqualTo(world.kinds());
                assertThat(world.table.inventory().entries()).as(told).isEqualTo(world.table.entries());
                agreesWithTheRows(world, told);
                // and a hub that only ever hears what is new knows it all
                if (world.random.nextInt(3) == 0) {
                    Board.News news = world.board.takeNews();
                    news.rows().forEach(row -> hub.put(row.key(), row));
                    news.gone().forEach(hub::remove);
                    assertThat(hub.values()).as(told).containsExactlyElementsOf(world.board.rows());
                }
            }
        }
    }

    private static void agreesWithTheRows(BoardWorld world, String told) {
        var declared = world.board.rows().stream()
                .filter(row -> world.table.desired(row.key()).isPresent())
                .toList();
        assertThat(world.board.census().worst())
                .as(told)
                .isEqualTo(Health.worstOf(
                        declared.stream().map(ObjectStatus::health).toList()));
        for (Health least : Health.values()) {
            if (least != Health.HEALTHY) {
                assertThat(world.board.census().firstAtLeast(least))
                        .as(told)
                        .isEqualTo(declared.stream()
                                .filter(row -> row.health().compareTo(least) >= 0)
                                .map(ObjectStatus::key)
                                .findFirst());
            }
        }
        Instant next = world.board.nextDue().orElse(Instant.MAX);
        declared.forEach(row -> world.table
                .live(row.key())
                .flatMap(live -> live.verdict().changesAfter(world.glance().looked()))
                .ifPresent(at -> assertThat(next).as(told).isBeforeOrEqualTo(at)));
    }

    @Test
    void looksAtOneObjectOfTenThousandWhenOneChanges() {
        // Given
        int size = 10_000;
        BoardWorld world = new BoardWorld(new Random(1), size);
        world.declareAll();
        world.isKnown = true;
        world.board.refresh(world.glance());
        assertThat(world.rowsMade).isEqualTo(size);
        for (int event = 0; event < 100; event++) {
            // When
            world.rowsMade = 0;
            world.see(world.random.nextInt(size));
            world.board.refresh(world.glance());
            // Then
            assertThat(world.rowsMade).isEqualTo(1);
            assertThat(world.board.takeNews().rows()).hasSizeLessThanOrEqualTo(event == 0 ? size : 1);
        }
        world.rowsMade = 0;
        world.board.refresh(world.glance());
        assertThat(world.rowsMade).isZero();
    }
}
