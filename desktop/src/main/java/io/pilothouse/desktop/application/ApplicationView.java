package io.pilothouse.desktop.application;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.navigation.Navigation;
import io.pilothouse.desktop.navigation.Screen;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Moment;
import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.state.FleetListener;
import io.pilothouse.desktop.state.Subscription;
import io.pilothouse.desktop.widget.Axis;
import io.pilothouse.desktop.widget.Confirm;
import io.pilothouse.desktop.widget.Crumbs;
import io.pilothouse.desktop.widget.Dialogs;
import io.pilothouse.desktop.widget.Glyph;
import io.pilothouse.desktop.widget.Labels;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The screen of one application.
public final class ApplicationView implements Screen {
    private static final List<Command.Verb> BUTTONS =
            List.of(Command.Verb.SYNC_NOW, Command.Verb.SUSPEND, Command.Verb.RESUME);

    /// Beside the sentence that says why one would want them.
    private static final List<Command.Verb> REMEDIES =
            List.of(Command.Verb.CANCEL, Command.Verb.APPROVE, Command.Verb.UNDO);

    private final ApplicationModel model;
    private final Function<FleetListener, Subscription> fleet;
    private final Dialogs dialogs;
    private final VBox root = new VBox();
    private final Glyph glyph = new Glyph();
    private final Crumbs crumbs = new Crumbs(glyph);
    private final Axis sync = new Axis("Sync");
    private final Axis health = new Axis("Health");
    private final Axis revision = new Axis("Revision");
    private final Axis run = new Axis("Run");
    private final Label message = Labels.label("", "app-message");
    private final Label remark = Labels.label("", "note");
    private final Label trouble = Labels.label("", "note");
    private final Map<Command.Verb, Action> actions = new EnumMap<>(Command.Verb.class);
    private final ObjectPane objects;
    private Subscription subscription = Subscription.NONE;
    private boolean isActive;

    /// A button, and what says why it is off.
    private record Action(Button button, Tooltip reason) {}

    /// @param fleet tells a listener of the fleet from then on
    /// @param whyNot changes when commands are switched on or off
    public ApplicationView(
            ApplicationModel model,
            Navigation navigation,
            Function<FleetListener, Subscription> fleet,
            Dialogs dialogs,
            ObservableValue<?> whyNot) {
        this.model = model;
        this.fleet = fleet;
        this.dialogs = dialogs;
        objects = new ObjectPane(model);
        root.getStyleClass().add("screen");
        root.setId("application");
        HBox header = new HBox(8, crumbs, Labels.spring());
        header.getStyleClass().add("screen-header");
        header.setAlignment(Pos.CENTER_LEFT);
        for (Command.Verb verb : BUTTONS) {
            header.getChildren().add(action(verb));
        }
        HBox axes = new HBox(8, sync, health, revision, run);
        axes.getStyleClass().add("axes");
        message.setWrapText(true);
        message.setMaxHeight(52);
        HBox situation = new HBox(8, message, Labels.spring());
        situation.getStyleClass().add("situation");
        situation.setAlignment(Pos.CENTER_LEFT);
        REMEDIES.forEach(verb -> situation.getChildren().add(action(verb)));
        trouble.setWrapText(true);
        remark.setWrapText(true);
        remark.setId("remark");
        note("");
        VBox.setVgrow(objects.node(), Priority.ALWAYS);
        root.getChildren().addAll(header, axes, situation, remark, trouble, objects.node());
        crumbs.setOnFleet(() -> navigation.open(new Address.Fleet("")));
        crumbs.setOnCluster(
                () -> navigation.open(new Address.Cluster(model.key().cluster())));
        model.statusProperty().subscribe(ignored -> show());
        model.momentProperty().subscribe(ignored -> show());
        model.troubleProperty().subscribe(why -> {
            trouble.setText(why.map(text -> "The objects below may be out of date: " + Words.sentence(text))
                    .orElse(""));
            trouble.setVisible(why.isPresent());
            trouble.setManaged(why.isPresent());
        });
        whyNot.subscribe(ignored -> showButtons());
    }

    @Override
    public Parent node() {
        return root;
    }

    @Override
    public void activate(Address address) {
        if (address instanceof Address.Application at) {
            model.open(at.key());
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
        model.close();
        note("");
    }

    @Override
    public void focus() {
        objects.requestFocus();
    }

    private StackPane action(Command.Verb verb) {
        Button button = Labels.button(Words.of(verb) + " …", () -> ask(verb));
        button.setId("action-" + verb.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        if (verb == Command.Verb.SYNC_NOW) {
            button.getStyleClass().add("accent");
        }
        Tooltip tooltip = new Tooltip();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(360);
        actions.put(verb, new Action(button, tooltip));
        // A disabled button hears no pointer, so what is around it says why
        StackPane around = new StackPane(button);
        Tooltip.install(around, tooltip);
        return around;
    }

    private void ask(Command.Verb verb) {
        if (model.whyNot(verb).isPresent()) {
            return;
        }
        note("");
        if (verb == Command.Verb.APPROVE) {
            // nobody approves what they have not seen
            model.askDeletions(this::askAbout, why -> note("What would be deleted cannot be told: " + why));
            return;
        }
        ApplicationKey key = model.key();
        String effect = switch (verb) {
            case SYNC_NOW ->
                "The agent fetches Git, renders this application and applies it now. Objects that Git no longer"
                        + " declares are pruned.";
            case SUSPEND ->
                "The agent stops applying and correcting this application until it is resumed. It goes on"
                        + " watching and reporting.";
            case RESUME -> "The agent takes up applying and correcting again, beginning with the newest commit.";
            case CANCEL ->
                "The agent stops the run that is under way or waiting. What it applied stays; the next commit"
                        + " begins another.";
            case APPROVE -> throw new IllegalStateException("an approval is asked about with what it deletes");
            case UNDO -> "The agent creates again what the last prune of this application deleted.";
        };
        dialogs.ask(
                new Confirm.Question(
                        Words.of(verb),
                        "1 application: " + key.cluster() + " / " + key.path(),
                        effect,
                        "This sends a command to the agent. It changes nothing in Git."),
                reason -> {
                    if (model.whyNot(verb).isEmpty()) {
                        model.give(verb, reason);
                    }
                });
    }

    private void askAbout(Deletions deletions) {
        if (!deletions.isAwaited()) {
            note("No deletion waits for an approval.");
            return;
        }
        ApplicationKey key = model.key();
        dialogs.ask(
                new Confirm.Question(
                        Words.of(Command.Verb.APPROVE) + ": "
                                + deletions.objects().size(),
                        "1 application: " + key.cluster() + " / " + key.path(),
                        deletions.inWords(),
                        "Counts for this plan only (" + deletions.hash().substring(0, 8)
                                + "): if anything else would be deleted by then, the agent refuses. What is deleted is"
                                + " kept for seven days, and Undo brings it back."),
                reason -> {
                    if (model.whyNot(Command.Verb.APPROVE).isEmpty()) {
                        model.approve(deletions, reason);
                    }
                });
    }

    private void note(String sentence) {
        remark.setText(sentence);
        remark.setVisible(!sentence.isEmpty());
        remark.setManaged(!sentence.isEmpty());
    }

    private void show() {
        ApplicationKey key = model.key();
        crumbs.show(List.of(key.cluster(), key.path()));
        boolean isOld = model.isOld();
        Optional<ApplicationStatus> known = model.statusProperty().get();
        glyph.show(
                known.map(status -> Condition.of(status, model.cluster().contact()))
                        .orElse(Condition.UNKNOWN),
                isOld);
        known.ifPresentOrElse(status -> show(status, isOld), () -> {
            for (Axis axis : List.of(sync, health, revision, run)) {
                axis.show(Condition.UNKNOWN, "Unknown", "", true);
            }
            message.setText("The hub does not know this application.");
        });
        Condition condition = glyph.condition();
        message.getStyleClass().setAll("label", "app-message");
        if (condition.needsAPerson() && !isOld) {
            message.getStyleClass().addAll("state-text", Glyph.styleClass(condition));
        }
        message.setManaged(!message.getText().isEmpty());
        message.setVisible(!message.getText().isEmpty());
        showButtons();
    }

    private void show(ApplicationStatus status, boolean isOld) {
        Moment moment = model.momentProperty().get();
        String known = moment.age(model.cluster())
                .map(age -> isOld ? "As of " + Words.age(age) + " ago." : "")
                .orElse("Never reported.");
        boolean isDrifted = status.drifted() > 0;
        Condition synced = switch (status.sync()) {
            case SYNCED -> Condition.IN_SYNC;
            case OUT_OF_SYNC -> isDrifted ? Condition.DRIFTED : Condition.BEHIND;
            case UNKNOWN -> Condition.UNKNOWN;
        };
        String drifted = isDrifted
                ? Words.count(status.drifted(), "object") + " changed by another hand than Git."
                : status.sync() == SyncStatus.SYNCED
                        ? Words.count(status.objects(), "object") + " as Git says."
                        : status.desired().equals(status.applied()) ? "" : "Git moved; not applied yet.";
        sync.show(synced, Words.of(status.sync()), join(drifted, known), isOld);
        Condition healthy = switch (status.health()) {
            case HEALTHY -> Condition.IN_SYNC;
            case SUSPENDED -> Condition.PAUSED;
            case PROGRESSING -> Condition.APPLYING;
            case MISSING, DEGRADED -> Condition.DEGRADED;
            case UNKNOWN -> Condition.UNKNOWN;
        };
        health.show(
                healthy,
                Words.of(status.health()),
                status.health() == Health.HEALTHY ? join("Every object works.", known) : known,
                isOld);
        boolean isSame = status.desired().equals(status.applied());
        revision.show(
                isSame ? Condition.IN_SYNC : Condition.BEHIND,
                isSame
                        ? Words.revision(status.applied())
                        : Words.revision(status.applied()) + " → " + Words.revision(status.desired()),
                isSame ? "Applied is what Git desires." : "Applied → desired by Git.",
                isOld);
        Condition running = switch (status.phase()) {
            case IDLE, SUCCEEDED, SUPERSEDED, CANCELLED -> status.isSuspended() ? Condition.PAUSED : Condition.IN_SYNC;
            case QUEUED -> Condition.BEHIND;
            case RUNNING, WAITING -> Condition.APPLYING;
            case FAILED -> Condition.FAILED;
        };
        String since = "Since " + Words.age(moment.since(status.changedAt())) + ", by the agent's clock.";
        run.show(
                running,
                status.isSuspended() && status.phase() != RunPhase.FAILED ? "Suspended" : Words.of(status.phase()),
                status.isSuspended() ? join("An operator or the repository stopped it.", since) : since,
                isOld);
        message.setText(
                status.message().isEmpty() && status.reason().isEmpty()
                        ? ""
                        : join(status.reason(), Words.sentence(status.message())));
    }

    private static String join(String one, String other) {
        return one.isEmpty() ? other : other.isEmpty() ? one : one + " " + other;
    }

    private void showButtons() {
        actions.forEach((verb, action) -> {
            Optional<String> why = model.whyNot(verb);
            action.button().setDisable(why.isPresent());
            action.reason().setText(why.orElse(Words.of(verb) + " " + model.key() + ". Asks first."));
        });
    }
}
