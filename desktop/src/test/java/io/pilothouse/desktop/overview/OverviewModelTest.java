package io.pilothouse.desktop.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Tally;
import io.pilothouse.desktop.state.Connection;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.testing.FleetGen;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OverviewModelTest {
    private static final Instant NOW = FleetGen.NOW;
    private static final ApplicationKey STOREFRONT = new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront");

    private final OverviewModel model = new OverviewModel();
    private FleetSnapshot fleet = FleetSnapshot.EMPTY;

    @Test
    void beginsByLoadingAndSaysWhenThereIsNothing() {
        assertThat(model.contentProperty().get()).isEqualTo(OverviewModel.Content.LOADING);

        replace(FleetSnapshot.EMPTY);

        assertThat(model.contentProperty().get()).isEqualTo(OverviewModel.Content.EMPTY);
    }

    @Test
    void showsWhatNeedsAPersonFirst() {
        replace(FleetGen.three());

        assertThat(names())
                .containsExactly(
                        "staging-eu-1",
                        "staging-eu-1 app/shop/checkout",
                        "staging-eu-1 app/data/warehouse",
                        "staging-eu-1 infra/cluster",
                        "staging-eu-1 app/shop/storefront",
                        "prod-us-1",
                        "prod-us-1 app/shop/storefront",
                        "prod-us-1 infra/cluster",
                        "prod-us-1 app/data/warehouse",
                        "prod-us-1 app/shop/checkout",
                        "prod-eu-1",
                        "prod-eu-1 app/data/warehouse",
                        "prod-eu-1 infra/cluster",
                        "prod-eu-1 app/shop/checkout",
                        "prod-eu-1 app/shop/storefront");
    }

    @Test
    void changesARowInPlace() {
        replace(FleetGen.three());
        FleetRow row = row(STOREFRONT);
        model.freeze(true);
        int place = model.rows().indexOf(row);

        change(FleetGen.synced(STOREFRONT));

        assertThat(row.value().condition()).isEqualTo(Condition.IN_SYNC);
        assertThat(model.rows().indexOf(row)).isEqualTo(place);
    }

    @Test
    void keepsTheOrderWhileSomebodyIsInTheTableAndSaysWhatWaits() {
        replace(FleetGen.three());
        model.freeze(true);
        List<String> before = names();

        change(FleetGen.failed(new ApplicationKey("prod-eu-1", Layer.INFRA, "", "cluster")));

        assertThat(names()).isEqualTo(before);
        assertThat(model.waitingMovesProperty().get()).isPositive();

        model.reorder();
        assertThat(names().getFirst()).isEqualTo("prod-eu-1");
        assertThat(model.waitingMovesProperty().get()).isZero();
    }

    @Test
    void addsANewClusterAtTheEndWhileFrozen() {
        replace(FleetGen.three());
        model.freeze(true);

        put(FleetGen.cluster(
                "aaa",
                "prod",
                Contact.CONNECTED,
                NOW,
                List.of(FleetGen.failed(new ApplicationKey("aaa", Layer.APP, "shop", "checkout")))));

        assertThat(names()).endsWith("aaa", "aaa app/shop/checkout");
        model.freeze(false);
        assertThat(names()).startsWith("aaa");
    }

    @Test
    void forgetsAClusterThatANewSnapshotDoesNotHave() {
        replace(FleetGen.three());
        Map<String, ClusterState> left = new HashMap<>(fleet.clusters());
        left.remove("prod-us-1");

        replace(new FleetSnapshot(2_000, left, new LinkedHashMap<>()));

        assertThat(names()).noneMatch(name -> name.startsWith("prod-us-1"));
        assertThat(model.tallyProperty().get().clusters()).isEqualTo(2);
    }

    @Test
    void filtersByStateAndKeepsTheClusterAroundWhatMatches() {
        replace(FleetGen.three());

        model.filter("state:drifted");

        assertThat(names()).containsExactly("prod-us-1", "prod-us-1 app/shop/storefront");
    }

    @Test
    void keepsTheLastFilterInForceWhileTheNewOneIsWrong() {
        replace(FleetGen.three());
        model.filter("state:drifted");

        model.filter("state:drifte");

        assertThat(model.mistakeProperty().get()).isPresent();
        assertThat(names()).containsExactly("prod-us-1", "prod-us-1 app/shop/storefront");
    }

    @Test
    void takesARowInWhenItComesToMatch() {
        replace(FleetGen.three());
        model.filter("state:failed");

        change(FleetGen.failed(STOREFRONT));

        assertThat(names()).contains("prod-us-1 app/shop/storefront");
    }

    @Test
    void switchesAStateFilterOnAndOffAndKeepsTheRest() {
        replace(FleetGen.three());
        model.filter("env:prod state:failed");

        model.toggleStates(EnumSet.of(Condition.APPLYING, Condition.BEHIND));
        assertThat(model.filterProperty().get()).isEqualTo("env:prod state:applying,behind");

        model.toggleStates(EnumSet.of(Condition.APPLYING, Condition.BEHIND));
        assertThat(model.filterProperty().get()).isEqualTo("env:prod");
    }

    @Test
    void saysThatNothingMatches() {
        replace(FleetGen.three());

        model.filter("nowhere");

        assertThat(model.contentProperty().get()).isEqualTo(OverviewModel.Content.NO_MATCH);
    }

    @Test
    void foldsLargeFleetsAndUnfoldsWhatAFilterFinds() {
        replace(new FleetGen(1).fleet(200, 5));
        assertThat(model.rows()).hasSize(200).allMatch(FleetRow::isCluster);

        model.filter("state:drifted");
        assertThat(model.rows()).anyMatch(row -> !row.isCluster());

        model.filter("");
        model.fold("prod-eu-west-0001", true);
        assertThat(model.rows()).hasSize(205);
    }

    @Test
    void sortsByAColumnAndBack() {
        replace(FleetGen.three());

        model.order(new Order(Order.By.NAME, false));
        assertThat(clusters()).containsExactly("staging-eu-1", "prod-us-1", "prod-eu-1");

        model.order(new Order(Order.By.ENVIRONMENT, true));
        assertThat(clusters()).containsExactly("prod-eu-1", "prod-us-1", "staging-eu-1");
    }

    @Test
    void showsAClusterThatLeftAsNotInContactAndOldAndNeverGreen() {
        replace(FleetGen.three());
        ClusterState gone =
                FleetGen.withContact(fleet.clusters().get("prod-us-1"), Contact.DISCONNECTED, NOW.minusSeconds(240));

        put(gone);

        List<FleetRow> rows = model.rows().stream()
                .filter(row -> row.key().cluster().equals("prod-us-1"))
                .toList();
        assertThat(rows).hasSize(5).allMatch(row -> row.value().condition() == Condition.NO_CONTACT);
        assertThat(model.momentProperty().get().isOld(gone)).isTrue();
        assertThat(RowText.known(rows.getFirst().value(), model.momentProperty().get()))
                .isEqualTo("4 min");
        assertThat(model.tallyProperty().get().count(Condition.NO_CONTACT)).isEqualTo(4);
    }

    @Test
    void letsAllKnowledgeGrowOldWhenTheHubIsSilent() {
        replace(FleetGen.three());

        model.tick(NOW.plus(Duration.ofMinutes(3)));

        ClusterState cluster = fleet.clusters().get("prod-eu-1");
        assertThat(model.momentProperty().get().isOld(cluster)).isTrue();
        assertThat(model.momentProperty().get().age(cluster)).contains(Duration.ofMinutes(3));
    }

    /// Whatever happens in whatever order, the numbers are those of the fleet counted afresh.
    @Test
    void countsAsOneWhoCountsAfresh() {
        Random random = new Random(5);
        replace(new FleetGen(5).fleet(40, 4));
        for (int i = 0; i < 500; i++) {
            List<ClusterState> all = List.copyOf(fleet.clusters().values());
            ClusterState some = all.get(random.nextInt(all.size()));
            if (random.nextInt(4) == 0 || some.applications().isEmpty()) {
                Contact contact = List.of(Contact.values()).get(random.nextInt(4));
                put(FleetGen.withContact(some, contact, NOW));
            } else {
                List<ApplicationKey> keys = List.copyOf(some.applications().keySet());
                ApplicationKey key = keys.get(random.nextInt(keys.size()));
                change(random.nextBoolean() ? FleetGen.failed(key) : FleetGen.synced(key));
            }
        }

        Tally afresh = fleet.clusters().values().stream().map(Tally::of).reduce(Tally.NONE, Tally::plus);
        assertThat(model.tallyProperty().get()).isEqualTo(afresh);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void takesTenThousandClusters() {
        replace(new FleetGen(2).fleet(10_000, 5));

        model.foldAll(true);
        model.filter("state:failed,degraded env:prod");
        model.filter("");

        assertThat(model.rows()).hasSizeGreaterThan(59_000);
    }

    private List<String> names() {
        return model.rows().stream().map(FleetRow::toString).toList();
    }

    private List<String> clusters() {
        return model.rows().stream()
                .filter(FleetRow::isCluster)
                .map(FleetRow::toString)
                .toList();
    }

    private FleetRow row(ApplicationKey key) {
        return model.rows().stream()
                .filter(row -> row.key().application().filter(key::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private void change(ApplicationStatus status) {
        fleet = FleetGen.with(fleet, status);
        tell(Set.of(status.key().cluster()), false);
    }

    private void put(ClusterState cluster) {
        Map<String, ClusterState> clusters = new HashMap<>(fleet.clusters());
        clusters.put(cluster.name(), cluster);
        fleet = new FleetSnapshot(fleet.sequence(), clusters, fleet.commands());
        tell(Set.of(cluster.name()), false);
    }

    private void replace(FleetSnapshot snapshot) {
        fleet = snapshot;
        tell(Set.of(), true);
    }

    private void tell(Set<String> changed, boolean isReplaced) {
        Connection up = new Connection(
                Connection.Phase.UP,
                NOW,
                io.pilothouse.desktop.state.HubDescription.NONE,
                NOW,
                Instant.MAX,
                Duration.ZERO,
                0,
                NOW,
                "");
        model.changed(new FleetView(fleet, true, up, 0, changed, isReplaced), NOW);
    }
}
