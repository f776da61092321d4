package io.pilothouse.desktop.overview;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Moment;
import io.pilothouse.desktop.reading.Query;
import io.pilothouse.desktop.reading.Tally;
import io.pilothouse.desktop.state.Connection;
import io.pilothouse.desktop.state.FleetListener;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.state.LinkState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;

/// The fleet as rows: filtered, ordered, folded. Holds no nodes, so it is tested without a toolkit. Confined to the
/// thread of the screens.
///
/// What a row says changes at once and in place. Which rows there are, and in what order, changes at once in a small
/// fleet and once a second in a large one; and the order stands still while a person is in the table, see [#freeze].
public final class OverviewModel implements FleetListener {
    /// Fleets up to this size are shown with every application; in larger ones clusters are folded.
    static final int SMALL_FLEET = 20;
    /// Up to so many clusters are put in order at each change.
    static final int FEW_CLUSTERS = 500;

    private final RowList rows = new RowList();
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Boolean> folds = new HashMap<>();
    private List<Node> sequence = List.of();
    private boolean isExpandedByDefault = true;
    private boolean isFoldChosen;
    private boolean isStale;
    private boolean isFrozen;
    private boolean hasFleet;
    private FleetSnapshot snapshot = FleetSnapshot.EMPTY;
    private Connection connection = Connection.none(Instant.EPOCH);
    private Query query = Query.ALL;

    private final ReadOnlyObjectWrapper<Tally> tally = new ReadOnlyObjectWrapper<>(Tally.NONE);
    private final ReadOnlyObjectWrapper<Moment> moment =
            new ReadOnlyObjectWrapper<>(new Moment(Instant.EPOCH, Instant.EPOCH));
    private final ReadOnlyObjectWrapper<LinkState> link =
            new ReadOnlyObjectWrapper<>(LinkState.of(connection, Instant.EPOCH));
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(Content.LOADING);
    private final ReadOnlyObjectWrapper<Order> order = new ReadOnlyObjectWrapper<>(Order.DEFAULT);
    private final ReadOnlyObjectWrapper<String> filter = new ReadOnlyObjectWrapper<>("");
    private final ReadOnlyObjectWrapper<Optional<Query.Invalid>> mistake =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyIntegerWrapper waitingMoves = new ReadOnlyIntegerWrapper();

    /// What the place of the table shows.
    public enum Content {
        /// The hub has not said yet.
        LOADING,
        /// The hub knows no cluster.
        EMPTY,
        /// The filter leaves nothing.
        NO_MATCH,
        ROWS
    }

    /// A cluster with its applications.
    private static final class Node {
        private final FleetRow cluster;
        private final Map<ApplicationKey, FleetRow> applications = new TreeMap<>();
        private List<FleetRow> inOrder = List.of();
        private Tally tally = Tally.NONE;

        Node(FleetRow cluster) {
            this.cluster = cluster;
        }
    }

    /// @return the rows on show, in order
    public ObservableList<FleetRow> rows() {
        return rows;
    }

    /// @return the numbers of the whole fleet, whatever the filter
    public ReadOnlyObjectProperty<Tally> tallyProperty() {
        return tally.getReadOnlyProperty();
    }

    /// @return the moment ages are told at; changes every second
    public ReadOnlyObjectProperty<Moment> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<LinkState> linkProperty() {
        return link.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Order> orderProperty() {
        return order.getReadOnlyProperty();
    }

    /// @return the text of the filter, right or wrong
    public ReadOnlyObjectProperty<String> filterProperty() {
        return filter.getReadOnlyProperty();
    }

    /// @return what is wrong with the filter's text; while something is, the last right one stays in force
    public ReadOnlyObjectProperty<Optional<Query.Invalid>> mistakeProperty() {
        return mistake.getReadOnlyProperty();
    }

    /// @return how many clusters would change their place if they were put in order now
    public ReadOnlyIntegerProperty waitingMovesProperty() {
        return waitingMoves.getReadOnlyProperty();
    }

    /// @return the filter in force
    public Query query() {
        return query;
    }

    /// Shows only what the text picks, see [Query].
    public void filter(String text) {
        filter.set(text);
        switch (Query.parse(text)) {
            case Query.Valid valid -> {
                mistake.set(Optional.empty());
                query = valid.query();
                show();
            }
            case Query.Invalid invalid -> mistake.set(Optional.of(invalid));
        }
    }

    /// Filters by states, or takes that filter away again if it is in force; other parts of the filter stay.
    public void toggleStates(Set<Condition> states) {
        String term = "state:"
                + String.join(",", states.stream().sorted().map(Condition::id).toList());
        List<String> kept = new ArrayList<>();
        boolean wasSet = false;
        for (String part : query.parts()) {
            wasSet |= part.equals(term);
            if (!part.startsWith("state:")) {
                kept.add(part);
            }
        }
        if (!wasSet) {
            kept.add(term);
        }
        filter(String.join(" ", kept));
    }

    /// Puts the rows in another order, now.
    public void order(Order changed) {
        order.set(changed);
        reorder();
    }

    /// @param frozen true while the pointer or the focus is in the table: rows keep their places then
    public void freeze(boolean frozen) {
        if (isFrozen == frozen) {
            return;
        }
        isFrozen = frozen;
        if (!frozen) {
            reorder();
        }
    }

    /// Puts the rows in order now, frozen or not.
    public void reorder() {
        sequence = sorted();
        waitingMoves.set(0);
        show();
    }

    /// Shows or hides a cluster's applications.
    public void fold(String cluster, boolean isExpanded) {
        folds.put(cluster, isExpanded);
        show();
    }

    /// Shows or hides every cluster's applications.
    public void foldAll(boolean isExpanded) {
        folds.clear();
        isExpandedByDefault = isExpanded;
        isFoldChosen = true;
        show();
    }

    public boolean isExpanded(String cluster) {
        return folds.getOrDefault(cluster, isExpandedByDefault || !query.isAll());
    }

    @Override
    public void changed(FleetView view, Instant now) {
        hasFleet = view.hasFleet();
        snapshot = view.snapshot();
        connection = view.connection();
        Set<String> dirty = view.changed();
        boolean isRestructured = false;
        if (view.isReplaced()) {
            dirty = new HashSet<>(nodes.keySet());
            dirty.addAll(snapshot.clusters().keySet());
        }
        Tally sum = tally.get();
        for (String name : dirty) {
            Node before = nodes.get(name);
            Tally old = before == null ? Tally.NONE : before.tally;
            Optional<ClusterState> cluster = snapshot.cluster(name);
            if (cluster.isEmpty()) {
                isRestructured |= nodes.remove(name) != null;
                sum = sum.minus(old);
            } else {
                isRestructured |= take(cluster.get());
                Node node = nodes.get(name);
                sum = sum.minus(old).plus(node == null ? Tally.NONE : node.tally);
            }
        }
        tally.set(sum);
        if (!isFoldChosen) {
            isExpandedByDefault = nodes.size() <= SMALL_FLEET;
        }
        isStale |= !dirty.isEmpty();
        if (view.isReplaced() || (!dirty.isEmpty() && (nodes.size() <= FEW_CLUSTERS || isRestructured))) {
            settle(isRestructured);
        }
        read(now);
        content();
    }

    @Override
    public void tick(Instant now) {
        if (isStale) {
            settle(false);
        }
        read(now);
        content();
    }

    /// @return true if rows came or went
    private boolean take(ClusterState cluster) {
        FleetRow.Value value =
                new FleetRow.Value(Condition.of(cluster), cluster, Optional.empty(), isExpanded(cluster.name()));
        Node known = nodes.get(cluster.name());
        boolean isNew = known == null;
        Node node = known == null
                ? new Node(new FleetRow(new FleetRow.Key(cluster.name(), Optional.empty()), value))
                : known;
        node.cluster.show(value);
        if (isNew) {
            nodes.put(cluster.name(), node);
        }
        node.tally = Tally.of(cluster);
        boolean isRestructured =
                node.applications.keySet().retainAll(cluster.applications().keySet());
        for (ApplicationStatus application : cluster.applications().values()) {
            FleetRow.Value row = new FleetRow.Value(
                    Condition.of(application, cluster.contact()), cluster, Optional.of(application), false);
            FleetRow before = node.applications.get(application.key());
            if (before == null) {
                FleetRow.Key key = new FleetRow.Key(cluster.name(), Optional.of(application.key()));
                node.applications.put(application.key(), new FleetRow(key, row));
                isRestructured = true;
            } else {
                before.show(row);
            }
        }
        if (isRestructured || isNew) {
            node.inOrder = List.copyOf(node.applications.values());
        }
        return isRestructured || isNew;
    }

    /// Brings order and filter up to date, as far as a person in the table allows.
    private void settle(boolean isRestructured) {
        isStale = false;
        if (!isFrozen) {
            sequence = sorted();
            waitingMoves.set(0);
        } else {
            if (isRestructured) {
                Set<Node> placed = new HashSet<>(sequence);
                List<Node> kept = new ArrayList<>(sequence);
                kept.removeIf(node -> nodes.get(node.cluster.key().cluster()) != node);
                nodes.values().stream()
                        .filter(node -> !placed.contains(node))
                        .sorted((one, other) -> one.cluster
                                .key()
                                .cluster()
                                .compareTo(other.cluster.key().cluster()))
                        .forEach(kept::add);
                sequence = kept;
            }
            waitingMoves.set(misplaced());
        }
        show();
    }

    private List<Node> sorted() {
        var comparator = order.get().comparator();
        for (Node node : nodes.values()) {
            node.inOrder =
                    node.applications.values().stream().sorted(comparator).toList();
        }
        return nodes.values().stream()
                .sorted((one, other) -> comparator.compare(one.cluster, other.cluster))
                .toList();
    }

    private int misplaced() {
        var comparator = order.get().comparator();
        List<Node> wanted = nodes.values().stream()
                .sorted((one, other) -> comparator.compare(one.cluster, other.cluster))
                .toList();
        int moves = 0;
        for (int i = 0; i < wanted.size(); i++) {
            if (i >= sequence.size() || sequence.get(i) != wanted.get(i)) {
                moves++;
            }
        }
        return moves;
    }

    private void show() {
        List<FleetRow> wanted = new ArrayList<>();
        for (Node node : sequence) {
            boolean isExpanded = isExpanded(node.cluster.key().cluster());
            FleetRow.Value value = node.cluster.value();
            if (value.isExpanded() != isExpanded) {
                node.cluster.show(
                        new FleetRow.Value(value.condition(), value.cluster(), value.application(), isExpanded));
            }
            if (query.isAll()) {
                wanted.add(node.cluster);
                if (isExpanded) {
                    wanted.addAll(node.inOrder);
                }
                continue;
            }
            List<FleetRow> matching = node.inOrder.stream()
                    .filter(row -> query.matches(row.facts()))
                    .toList();
            boolean speaksForItself =
                    Condition.ownOf(value.cluster()).isPresent() && query.matches(node.cluster.facts());
            if (!matching.isEmpty() || speaksForItself) {
                wanted.add(node.cluster);
                if (isExpanded) {
                    wanted.addAll(matching);
                }
            }
        }
        rows.replace(wanted);
        content();
    }

    private void read(Instant now) {
        moment.set(connection.moment(now));
        link.set(LinkState.of(connection, now));
    }

    private void content() {
        if (!hasFleet) {
            content.set(Content.LOADING);
        } else if (nodes.isEmpty()) {
            content.set(Content.EMPTY);
        } else {
            content.set(rows.isEmpty() ? Content.NO_MATCH : Content.ROWS);
        }
    }
}
