package io.pilothouse.desktop.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.desktop.reading.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class RowListTest {
    private final RowList rows = new RowList();

    @Test
    void tellsOnlyOfTheStretchThatDiffers() {
        List<FleetRow> all = some(10);
        rows.replace(all);
        List<String> told = new ArrayList<>();
        rows.addListener((ListChangeListener<FleetRow>) change -> {
            while (change.next()) {
                told.add(change.getFrom() + "-" + change.getTo() + " for " + change.getRemovedSize());
            }
        });
        List<FleetRow> wanted = new ArrayList<>(all);
        wanted.remove(4);

        rows.replace(wanted);

        assertThat(told).containsExactly("4-4 for 1");
        assertThat(rows.replace(wanted)).isFalse();
    }

    @Test
    void isWhatWasWantedWhateverItWasBefore() {
        Random random = new Random(9);
        List<FleetRow> all = some(30);
        List<FleetRow> mirror = new ArrayList<>();
        rows.addListener((ListChangeListener<FleetRow>) change -> {
            while (change.next()) {
                mirror.subList(change.getFrom(), change.getFrom() + change.getRemovedSize())
                        .clear();
                mirror.addAll(change.getFrom(), change.getAddedSubList());
            }
        });
        for (int i = 0; i < 500; i++) {
            List<FleetRow> wanted =
                    all.stream().filter(row -> random.nextInt(3) > 0).toList();

            rows.replace(wanted);

            assertThat(rows).isEqualTo(wanted);
            assertThat(mirror).isEqualTo(wanted);
        }
    }

    private static List<FleetRow> some(int count) {
        List<FleetRow> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ClusterState cluster = ClusterState.unknown("c-" + i);
            all.add(new FleetRow(
                    new FleetRow.Key(cluster.name(), Optional.empty()),
                    new FleetRow.Value(Condition.UNKNOWN, cluster, Optional.empty(), false)));
        }
        return all;
    }
}
