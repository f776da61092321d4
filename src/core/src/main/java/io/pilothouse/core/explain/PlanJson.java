package io.pilothouse.core.explain;

import io.pilothouse.core.json.Json;

/// A plan as JSON for scripts. Names and values stay as they are once released.
public final class PlanJson {
    private PlanJson() {}

    /// @return the whole plan
    public static Json.Obj of(PlanReport plan) {
        return Json.Obj.EMPTY
                .with("application", text(plan.application().path()))
                .with("cluster", text(plan.application().cluster()))
                .with("revision", text(plan.revision().id()))
                .with("applied", text(plan.applied().id()))
                .with("hash", text(plan.hash()))
                .with("waiting", text(plan.waiting()))
                .with("untried", Json.Num.of(plan.untried()))
                .with("at", text(plan.at().toString()))
                .with(
                        "objects",
                        new Json.Arr(
                                plan.objects().stream().<Json>map(PlanJson::of).toList()));
    }

    private static Json.Obj of(PlannedObject object) {
        Json.Obj json = Json.Obj.EMPTY
                .with("group", text(object.key().group()))
                .with("kind", text(object.key().kind()))
                .with("namespace", text(object.key().namespace()))
                .with("name", text(object.key().name()))
                .with("apiVersion", text(object.apiVersion()))
                .with("fate", text(PlanText.word(object.fate())))
                .with("code", text(object.code()))
                .with("reason", text(object.reason()))
                .with(
                        "changes",
                        new Json.Arr(object.changes().stream()
                                .<Json>map(PlanJson::of)
                                .toList()))
                .with("moreChanges", Json.Num.of(object.moreChanges()));
        return object.origin().file().isEmpty()
                ? json
                : json.with("origin", text(object.origin().toString()));
    }

    private static Json.Obj of(Change change) {
        return Json.Obj.EMPTY
                .with("path", text(change.path()))
                .with("before", text(change.before()))
                .with("after", text(change.after()));
    }

    private static Json.Text text(String value) {
        return new Json.Text(value);
    }
}
