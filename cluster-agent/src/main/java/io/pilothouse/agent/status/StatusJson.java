package io.pilothouse.agent.status;

import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.Insights;
import io.pilothouse.agent.port.RunSteps;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.SyncWindow;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.ObjectStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The status as JSON for scripts. Names and values stay as they are once released; what is not known is left out.
final class StatusJson {
    private StatusJson() {}

    static Json.Obj of(StatusReport report) {
        Insights.Engine engine = report.engine();
        var cluster = engine.cluster();
        Fields fields = new Fields()
                .text("at", report.at().toString())
                .text("cluster", report.cluster())
                .text("version", report.version())
                .field(
                        "git",
                        new Fields()
                                .text("branch", cluster.source().branch())
                                .text("revision", cluster.source().revision().id())
                                .time("answeredAt", cluster.source().fetchedAt())
                                .text("error", cluster.source().error()))
                .field(
                        "kubernetes",
                        new Fields()
                                .text("version", cluster.kubernetesVersion())
                                .text("uid", cluster.clusterUid())
                                .text("error", cluster.error())
                                .claim("suspended", cluster.isSuspended()))
                .field(
                        "lease",
                        new Fields().claim("held", engine.lease().isEmpty()).text("problem", engine.lease()))
                .field(
                        "queue",
                        new Fields()
                                .number("waiting", engine.queued())
                                .number("oldestMillis", engine.oldestWait().toMillis())
                                .number("busy", engine.busy())
                                .number("workers", engine.workers()));
        report.hub()
                .ifPresent(link -> fields.field(
                        "hub",
                        new Fields()
                                .claim("connected", link.isConnected())
                                .text("problem", link.problem())
                                .number("skewMillis", link.skew().toMillis())));
        return fields.list("applications", report.applications(), StatusJson::of)
                .object();
    }

    private static Json.Obj of(StatusReport.Line line) {
        Fields fields = new Fields().text("application", line.key().path()).claim("well", line.isWell());
        line.status().ifPresent(status -> add(fields, status));
        line.insight().ifPresent(insight -> add(fields, insight));
        line.run().ifPresent(run -> {
            Fields newest = new Fields()
                    .text("phase", word(run.phase()))
                    .text("beganAt", run.beganAt().toString())
                    .time("endedAt", run.endedAt());
            line.insight()
                    .map(Insight::steps)
                    .ifPresent(steps ->
                            newest.list("steps", steps.first(), StatusJson::of).number("moreSteps", steps.more()));
            fields.field("newestRun", newest);
        });
        return fields.object();
    }

    private static void add(Fields fields, ApplicationStatus status) {
        fields.text("sync", word(status.sync()))
                .text("health", word(status.health()))
                .text("phase", word(status.phase()))
                .text("desired", status.desired().id())
                .text("applied", status.applied().id())
                .claim("suspended", status.isSuspended())
                .number("objectCount", status.objects())
                .number("driftedCount", status.drifted())
                .text("reason", status.reason())
                .text("message", status.message())
                .text("changedAt", status.changedAt().toString());
    }

    private static void add(Fields fields, Insight insight) {
        fields.text("stage", insight.stage().toLowerCase(Locale.ROOT))
                .text("waiting", insight.waiting())
                .time("retryAt", insight.retryAt())
                .list("objects", insight.objects(), StatusJson::of);
        insight.input().ifPresent(input -> fields.list("windows", input.policy().windows(), StatusJson::of));
    }

    private static Json.Obj of(RunSteps.RunStep step) {
        return new Fields()
                .text("object", step.object().toString())
                .text("outcome", step.outcome())
                .text("code", step.code())
                .object();
    }

    private static Json.Obj of(SyncWindow window) {
        return new Fields()
                .text("kind", word(window.kind()))
                .text("schedule", window.schedule())
                .text("duration", window.duration().toString())
                .text("zone", window.zone().getId())
                .object();
    }

    private static Json.Obj of(ObjectStatus object) {
        ResourceKey key = object.key();
        return new Fields()
                .text("group", key.group())
                .text("kind", key.kind())
                .text("namespace", key.namespace())
                .text("name", key.name())
                .text("sync", word(object.sync()))
                .text("health", word(object.health()))
                .text("message", object.message())
                .list("drift", object.drift(), StatusJson::of)
                .object();
    }

    private static Json.Obj of(FieldDrift field) {
        return new Fields()
                .text("path", field.path())
                .text("kind", word(field.kind()))
                .text("git", field.desired())
                .text("live", field.live())
                .text("manager", field.manager())
                .text("operation", field.operation())
                .time("managedAt", field.managedAt())
                .object();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// An object that is being written.
    private static final class Fields {
        private final Map<String, Json> fields = new LinkedHashMap<>();

        Fields text(String name, String value) {
            fields.put(name, new Json.Text(value));
            return this;
        }

        Fields time(String name, Optional<Instant> value) {
            value.ifPresent(at -> text(name, at.toString()));
            return this;
        }

        Fields claim(String name, boolean value) {
            fields.put(name, new Json.Bool(value));
            return this;
        }

        Fields number(String name, long value) {
            fields.put(name, Json.Num.of(value));
            return this;
        }

        Fields field(String name, Fields value) {
            fields.put(name, value.object());
            return this;
        }

        <T> Fields list(String name, Collection<T> items, Function<T, Json.Obj> each) {
            List<Json> list = items.stream().<Json>map(each).toList();
            fields.put(name, new Json.Arr(list));
            return this;
        }

        Json.Obj object() {
            return new Json.Obj(new LinkedHashMap<>(fields));
        }
    }
}
