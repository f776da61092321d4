package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Ownership;
import java.util.List;

/// All of our objects of one kind, page by page. A page that is not certainly a whole page ends the list, because what
/// is missing from a complete list is taken for gone.
final class ListPages {
    private final Api api;
    private final KindName kind;
    private final String path;
    private final int size;
    private String next = "";
    private String resourceVersion = "";
    private boolean hasBegun;

    ListPages(Api api, KindName kind, String path, int size) {
        this.api = api;
        this.kind = kind;
        this.path = path;
        this.size = size;
    }

    boolean hasNext() {
        return !hasBegun || !next.isEmpty();
    }

    /// @return the objects of the next page
    List<Json.Obj> next() throws BrokenWatch {
        String query = "?labelSelector=" + Api.encoded(Ownership.LABEL) + "&limit=" + size
                + (next.isEmpty() ? "" : "&continue=" + Api.encoded(next));
        Json.Obj page = switch (api.list(path + query)) {
            case Api.Reply.NoAnswer none -> throw new BrokenWatch(none.failure());
            case Api.Reply.Answer answer when answer.isSuccess() -> whole(answer.body());
            case Api.Reply.Answer answer -> throw broken(api, kind, answer);
        };
        hasBegun = true;
        next = page.text("metadata", "continue").orElse("");
        resourceVersion = page.text("metadata", "resourceVersion").orElse("");
        return page.items("items").stream()
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast)
                .toList();
    }

    /// @return of the whole list, once there is no next page
    String resourceVersion() {
        return resourceVersion;
    }

    private Json.Obj whole(Json.Obj page) throws BrokenWatch {
        boolean isList = page.text("kind").orElse("").endsWith("List")
                && page.get("items").filter(Json.Arr.class::isInstance).isPresent()
                && !page.text("metadata", "resourceVersion").orElse("").isEmpty();
        boolean isCut = page.text("metadata", "continue").orElse("").isEmpty()
                && page.integer(0, "metadata", "remainingItemCount") > 0;
        if (!isList || isCut) {
            throw new BrokenWatch(Outages.garbled(api.connection().server()));
        }
        return page;
    }

    static BrokenWatch broken(Api api, KindName kind, Api.Reply.Answer answer) {
        if (answer.status() == 403) {
            return new BrokenWatch(new StepOutcome.Forbidden(
                    Codes.FORBIDDEN,
                    "The agent may not list and watch " + kind + ": give its ServiceAccount the right to do so."));
        }
        ResourceKey all = new ResourceKey(kind.group(), kind.kind() + "List", "", "all");
        StepOutcome.Failure failure = Failures.of(all, answer, api.connection().server());
        boolean isFromTheFuture = answer.body().text("message").orElse("").contains("Too large resource version");
        if (answer.status() == 410 || isFromTheFuture) {
            return new BrokenWatch(failure, BrokenWatch.Remedy.LIST);
        }
        return new BrokenWatch(failure, answer.isKindGone() ? BrokenWatch.Remedy.RESOLVE : BrokenWatch.Remedy.RESUME);
    }
}
