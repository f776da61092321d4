package io.pilothouse.desktop.cluster;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.SourceStatus;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.navigation.Navigation;
import io.pilothouse.desktop.navigation.Screen;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Moment;
import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.state.FleetListener;
import io.pilothouse.desktop.state.Subscription;
import io.pilothouse.desktop.widget.Axis;
import io.pilothouse.desktop.widget.Crumbs;
import io.pilothouse.desktop.widget.Glyph;
import io.pilothouse.desktop.widget.Labels;
import io.pilothouse.desktop.widget.Palette;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The screen of one cluster.
public final class ClusterView implements Screen {
    private final ClusterModel model;
    private final Function<FleetListener, Subscription> fleet;
    private final VBox root = new VBox();
    private final Crumbs crumbs;
    private final Glyph glyph = new Glyph();
    private final Label facts = Labels.label("", "muted");
    private final Axis sync = new Axis("Sync");
    private final Axis health = new Axis("Health");
    private final Axis contact = new Axis("Contact");
    private final Axis source = new Axis("Source");
    private final Axis agent = new Axis("Agent");
    private final ApplicationTable table;
    private final SignalRow signals;
    private final Label signalsNote = Labels.label("", "muted");
    private Subscription subscription = Subscription.NONE;
    private boolean isActive;

    /// @param fleet tells a listener of the fleet from then on
    public ClusterView(
            ClusterModel model,
            Navigation navigation,
            Function<FleetListener, Subscription> fleet,
            ObservableValue<Palette> palette) {
        this.model = model;
        this.fleet = fleet;
        crumbs = new Crumbs(glyph);
        table = new ApplicationTable(model, navigation);
        signals = new SignalRow(palette);
        root.getStyleClass().add("screen");
        root.setId("cluster");
        HBox header = new HBox(12, crumbs, facts);
        header.getStyleClass().add("screen-header");
        header.setAlignment(Pos.CENTER_LEFT);
        HBox axes = new HBox(8, sync, health, contact, source, agent);
        axes.getStyleClass().add("axes");
        HBox.setHgrow(facts, Priority.ALWAYS);
        HBox signalsTitle = new HBox(10, Labels.label("Golden signals, last hour", "section"), signalsNote);
        signalsTitle.setAlignment(Pos.BASELINE_LEFT);
        signals.setMinHeight(130);
        signals.setPrefHeight(188);
        signals.setMaxHeight(280);
        VBox.setVgrow(signals, Priority.ALWAYS);
        Label nobody = Labels.label("", "placeholder-title");
        StackPane tableArea = new StackPane(table.node(), nobody);
        VBox.setVgrow(tableArea, Priority.ALWAYS);
        tableArea.setMinHeight(110);
        root.getChildren().addAll(header, axes, tableArea, signalsTitle, signals);
        crumbs.setOnFleet(() -> navigation.open(new Address.Fleet("")));
        model.clusterProperty().subscribe(ignored -> show());
        model.momentProperty().subscribe(ignored -> show());
        model.signalsProperty().subscribe(signals::show);
        model.signalsFailureProperty()
                .subscribe(failure ->
                        signalsNote.setText(failure.map(Words::sentence).orElse("")));
        model.clusterProperty()
                .subscribe(known -> nobody.setText(
                        known.isEmpty()
                                ? "The hub does not know a cluster of this name"
                                : known.get().applications().isEmpty() ? "No applications" : ""));
    }

    @Override
    public Parent node() {
        return root;
    }

    @Override
    public void activate(Address address) {
        if (address instanceof Address.Cluster at) {
            model.open(at.name());
        }
        if (!isActive) {
            isActive = true;
            subscription = fleet.apply(model);
        }
        show();
    }

    @Override
    public void deactivate() {
        subscription.close();
        subscription = Subscription.NONE;
        isActive = false;
    }

    @Override
    public void focus() {
        table.requestFocus();
    }

    private void show() {
        crumbs.show(List.of(model.name()));
        ClusterState cluster = model.clusterProperty().get().orElseGet(() -> ClusterState.unknown(model.name()));
        Moment moment = model.momentProperty().get();
        boolean isOld = moment.isOld(cluster);
        ClusterStatus status = cluster.status();
        glyph.show(Condition.of(cluster), isOld);
        facts.setText(labels(status));
        show(sync, ClusterText.sync(cluster), isOld);
        show(health, ClusterText.health(cluster), isOld);
        show(contact, ClusterText.contact(cluster, moment), isOld);
        source(status.source(), moment, isOld);
        agent(cluster, moment, isOld);
    }

    private static void show(Axis axis, ClusterText.Line line, boolean isOld) {
        axis.show(line.condition(), line.word(), line.reason(), isOld);
    }

    private void source(SourceStatus from, Moment moment, boolean isOld) {
        boolean isRead = from.revision().isKnown();
        String age = from.fetchedAt()
                .map(at -> "Git answered " + Words.age(moment.since(at)) + " ago.")
                .orElse("Git has not answered yet.");
        source.show(
                from.error().isEmpty() ? isRead ? Condition.IN_SYNC : Condition.UNKNOWN : Condition.FAILED,
                isRead ? from.branch() + " " + from.revision().abbreviated() : "No commit yet",
                from.error().isEmpty() ? age : age + " " + Words.sentence(from.error()),
                isOld);
    }

    private void agent(ClusterState cluster, Moment moment, boolean isOld) {
        ClusterStatus status = cluster.status();
        Condition condition = !status.error().isEmpty()
                ? Condition.FAILED
                : status.isSuspended()
                        ? Condition.PAUSED
                        : status.agentVersion().isEmpty() ? Condition.UNKNOWN : Condition.IN_SYNC;
        String report = cluster.reportedAt().equals(java.time.Instant.EPOCH)
                ? "No report yet."
                : "Last change reported " + Words.age(moment.since(cluster.reportedAt())) + " ago.";
        String kubernetes = status.kubernetesVersion().isEmpty()
                ? "The API server does not answer. "
                : "On Kubernetes " + status.kubernetesVersion() + ". ";
        agent.show(
                condition,
                status.agentVersion().isEmpty() ? "Unknown" : status.agentVersion(),
                !status.error().isEmpty()
                        ? Words.sentence(status.error())
                        : kubernetes + (status.isSuspended() ? "Suspended by an operator. " : "") + report,
                isOld);
    }

    private static String labels(ClusterStatus status) {
        String labels =
                status.labels().entrySet().stream().map(ClusterView::label).collect(Collectors.joining("   "));
        String environment = status.environment();
        return environment.isEmpty() ? labels : labels.isEmpty() ? environment : environment + "   " + labels;
    }

    private static String label(Map.Entry<String, String> label) {
        return label.getKey() + "=" + label.getValue();
    }
}
