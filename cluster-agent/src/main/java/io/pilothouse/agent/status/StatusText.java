package io.pilothouse.agent.status;

import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.Insights;
import io.pilothouse.agent.port.RunSteps;
import io.pilothouse.agent.status.StatusReport.Line;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.ApplicationNames;
import io.pilothouse.core.policy.SyncWindow;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.SourceStatus;
import io.pilothouse.core.status.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The status as lines for somebody who was woken by it: what is wrong first, with what is done about it and when;
/// what is well in a line at the end.
final class StatusText {
    private static final String MORE = "    ";
    private static final int MOST_OBJECTS = 10;

    private final StatusReport report;
    private final boolean isOne;
    private final List<String> lines = new ArrayList<>();

    private StatusText(StatusReport report, boolean isOne) {
        this.report = report;
        this.isOne = isOne;
    }

    /// @param isOne the report was asked for about one application
    static List<String> of(StatusReport report, boolean isOne) {
        StatusText text = new StatusText(report, isOne);
        text.head();
        report.applications().stream().filter(line -> isOne || !line.isWell()).forEach(text::application);
        if (!isOne) {
            text.well();
        }
        return text.lines;
    }

    private void head() {
        Insights.Engine engine = report.engine();
        lines.add("Agent " + report.version() + " of cluster " + report.cluster() + ", "
                + report.at().truncatedTo(ChronoUnit.SECONDS));
        lines.add("Git      " + git(engine.cluster().source()));
        lines.add("Cluster  "
                + (engine.cluster().error().isEmpty()
                        ? engine.cluster().kubernetesVersion()
                                + (engine.cluster().isSuspended() ? ", suspended as a whole" : "")
                        : engine.cluster().error()));
        lines.add("Lease    " + (engine.lease().isEmpty() ? "held" : engine.lease()));
        lines.add("Hub      "
                + report.hub()
                        .map(link -> link.isConnected()
                                ? "connected"
                                : "not connected: " + (link.problem().isEmpty() ? "it is being tried" : link.problem()))
                        .orElse("none is configured"));
        lines.add("Queue    "
                + (engine.queued() == 0
                        ? "empty"
                        : count(engine.queued(), "run waits", "runs wait") + ", the first for "
                                + words(engine.oldestWait()))
                + "; " + engine.busy() + " of " + engine.workers() + " workers busy");
    }

    private String git(SourceStatus source) {
        String known = source.revision().isKnown()
                ? source.branch() + " at " + source.revision().abbreviated()
                : (source.branch() + " no commit yet").strip();
        String asked = source.fetchedAt().map(at -> ", answered " + ago(at)).orElse(", never answered");
        return known + asked + (source.error().isEmpty() ? "" : ": " + source.error());
    }

    private void application(Line line) {
        lines.add("");
        lines.add(line.key().path() + "  " + line.status().map(StatusText::axes).orElse("has not reported yet"));
        line.status().ifPresent(this::sentences);
        line.insight()
                .ifPresentOrElse(
                        this::inside,
                        () -> line.status()
                                .ifPresent(_ -> say("It is busy with the cluster; this is what it reported last, "
                                        + ago(line.status().get().changedAt()) + ".")));
        line.run()
                .ifPresent(run -> say("newest run: " + run.phase().name().toLowerCase(Locale.ROOT) + ", began "
                        + ago(run.beganAt())
                        + (run.endedAt().isPresent() ? ", took " : ", takes ") + words(run.took(report.at()))));
        if (isOne) {
            line.insight().map(Insight::steps).ifPresent(this::steps);
        }
        List<ObjectStatus> unwell = line.unwell();
        unwell.stream().limit(MOST_OBJECTS).forEach(this::object);
        if (unwell.size() > MOST_OBJECTS) {
            say("and " + (unwell.size() - MOST_OBJECTS) + " more objects; -o json lists them");
        }
    }

    private static String axes(ApplicationStatus status) {
        return status.phase().name() + ", " + sync(status.sync()) + ", "
                + status.health().name().toLowerCase(Locale.ROOT)
                + (status.isSuspended() ? ", suspended" : "");
    }

    private void sentences(ApplicationStatus status) {
        if (!status.message().isEmpty()) {
            say((status.reason() + " " + status.message()).strip());
        }
        if (!status.desired().equals(status.applied())) {
            say("applied " + (status.applied().isKnown() ? status.applied().abbreviated() : "nothing") + ", Git wants "
                    + status.desired().abbreviated());
        }
    }

    private void inside(Insight insight) {
        if (!insight.waiting().isEmpty()
                && !insight.waiting().equals(insight.status().message())) {
            say("waits: " + insight.waiting());
        }
        insight.retryAt()
                .ifPresent(at -> say(
                        at.isAfter(report.at())
                                ? "tries again in " + words(Duration.between(report.at(), at))
                                : "tries again now"));
        insight.input().ifPresent(input -> input.policy().windows().forEach(window -> say("window: " + words(window))));
    }

    private void steps(RunSteps steps) {
        steps.first()
                .forEach(step -> say(MORE + step.outcome() + " " + step.object()
                        + (step.code().isEmpty() ? "" : ", " + step.code())));
        if (steps.more() > 0) {
            say(MORE + "and " + count(steps.more(), "step", "steps") + " more");
        }
    }

    private void object(ObjectStatus object) {
        String said = object.message().isEmpty() ? "" : ": " + object.message();
        say(object.key() + "  " + sync(object.sync()) + ", "
                + object.health().name().toLowerCase(Locale.ROOT) + said);
        for (FieldDrift field : object.drift()) {
            String who = field.manager().isEmpty() ? "" : ", by " + field.manager();
            say(MORE + field.kind().name().toLowerCase(Locale.ROOT) + " " + field.path() + ": Git "
                    + (field.desired().isEmpty() ? "(none)" : field.desired()) + ", live "
                    + (field.live().isEmpty() ? "(none)" : field.live()) + who);
        }
    }

    private void well() {
        List<ApplicationKey> well = report.applications().stream()
                .filter(Line::isWell)
                .map(Line::key)
                .toList();
        lines.add("");
        lines.add(count(report.applications().size(), "application", "applications") + ", " + well.size()
                + " in sync and healthy"
                + (well.isEmpty() ? "." : ": " + ApplicationNames.of(well) + "."));
    }

    private void say(String sentence) {
        lines.add(MORE + sentence);
    }

    private static String sync(SyncStatus sync) {
        return sync.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(SyncWindow window) {
        return window.kind().name().toLowerCase(Locale.ROOT) + " " + window.schedule() + " for "
                + words(window.duration()) + " in " + window.zone();
    }

    private String ago(Instant at) {
        return words(Duration.between(at, report.at())) + " ago";
    }

    static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
