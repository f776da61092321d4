package io.pilothouse.desktop.shell;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.state.CommandDesk;
import io.pilothouse.desktop.widget.Glyph;
import io.pilothouse.desktop.widget.Labels;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The commands given in this window, one line each, until a person has seen how they ended.
final class JobStrip extends VBox {
    private static final int MAX_LINES = 3;
    private static final List<CommandPhase> WAY =
            List.of(CommandPhase.ACCEPTED, CommandPhase.SENT, CommandPhase.RUNNING, CommandPhase.SUCCEEDED);

    private final CommandDesk desk;

    JobStrip(CommandDesk desk) {
        this.desk = desk;
        getStyleClass().add("jobs");
        setId("jobs");
        desk.jobsProperty().subscribe(this::show);
    }

    private void show(List<CommandDesk.Job> jobs) {
        List<Node> lines = new ArrayList<>();
        jobs.stream().limit(MAX_LINES).forEach(job -> lines.add(line(job)));
        if (jobs.size() > MAX_LINES) {
            lines.add(Labels.label("and " + Words.count(jobs.size() - MAX_LINES, "older command"), "muted"));
        }
        getChildren().setAll(lines);
        setVisible(!jobs.isEmpty());
        setManaged(!jobs.isEmpty());
    }

    private HBox line(CommandDesk.Job job) {
        Command command = job.command();
        Label what = Labels.label(
                Words.of(command.verb()) + "   "
                        + command.application()
                                .map(ApplicationKey::toString)
                                .orElse(command.cluster() + " (the whole cluster)"),
                "job-what");
        what.setMinWidth(160);
        what.setPrefWidth(360);
        Label message = Labels.label(Words.sentence(job.message()), "muted");
        HBox.setHgrow(message, Priority.ALWAYS);
        message.setMaxWidth(Double.MAX_VALUE);
        HBox line = new HBox(12, new Glyph(condition(job)), what, way(job), message);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("job");
        if (job.isDone()) {
            Button seen = Labels.button("×", () -> desk.dismiss(command.id()), "job-close");
            seen.setAccessibleText("Dismiss");
            line.getChildren().add(seen);
        }
        return line;
    }

    /// The phases it goes through, those it has reached standing out; a bad end takes the place of those to come.
    private static HBox way(CommandDesk.Job job) {
        HBox way = new HBox(6);
        way.setAlignment(Pos.CENTER_LEFT);
        way.setMinWidth(Region.USE_PREF_SIZE);
        CommandPhase reached = job.progress().orElse(CommandPhase.ACCEPTED);
        boolean isBad = reached.compareTo(CommandPhase.SUCCEEDED) > 0;
        List<CommandPhase> steps = isBad ? List.of(CommandPhase.ACCEPTED, reached) : WAY;
        if (isBad && !job.isFromHub()) {
            steps = List.of(reached);
        }
        for (CommandPhase step : steps) {
            if (!way.getChildren().isEmpty()) {
                way.getChildren().add(new Label("→"));
            }
            Label label = new Label(Words.of(step));
            boolean isReached = job.progress().isPresent() && step.compareTo(reached) <= 0;
            label.getStyleClass().add(isReached ? "step-reached" : "step-ahead");
            if (step == reached && job.progress().isPresent()) {
                label.getStyleClass().addAll("step-now", "state-text", Glyph.styleClass(condition(job)));
            }
            way.getChildren().add(label);
        }
        if (job.progress().isEmpty()) {
            way.getChildren().addFirst(new Label("→"));
            Label sending = new Label("sending");
            sending.getStyleClass().add("step-now");
            way.getChildren().addFirst(sending);
        }
        return way;
    }

    private static Condition condition(CommandDesk.Job job) {
        return job.progress()
                .map(phase -> switch (phase) {
                    case ACCEPTED, SENT -> Condition.BEHIND;
                    case RUNNING -> Condition.APPLYING;
                    case SUCCEEDED -> Condition.IN_SYNC;
                    case FAILED -> Condition.FAILED;
                    case REFUSED -> Condition.DEGRADED;
                    case EXPIRED -> Condition.NO_CONTACT;
                })
                .orElse(Condition.UNKNOWN);
    }
}
