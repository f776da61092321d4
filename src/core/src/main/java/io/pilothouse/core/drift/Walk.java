package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.util.Optional;
import java.util.Set;

/// Walks down a manifest and the live object side by side, and down what each manager owns, as far as the manifest
/// declares something. Lists are matched as the API server matches them: by the keys in the field sets, as sets, or
/// whole. What we own beside that comes last: Git does not know it, so it is to go.
final class Walk {
    /// Identity, and what only the cluster writes.
    static final Set<String> SKIPPED = Set.of(
            "/apiVersion",
            "/kind",
            "/status",
            "/metadata/name",
            "/metadata/namespace",
            "/metadata/generateName",
            "/metadata/creationTimestamp",
            "/metadata/managedFields",
            "/metadata/resourceVersion",
            "/metadata/uid",
            "/metadata/generation",
            "/metadata/selfLink");

    /// Takes what the walk finds.
    interface Findings {
        /// A declared value is not there, or is another one.
        void differs(String path, Json desired, Optional<Json> live, Owners owners);

        /// A declared value is as declared.
        void matches(String path, Json desired, Json live, Owners owners);

        /// A value is ours, and nobody declares it.
        void isLeftOver(String path, Json live, Manager ours);
    }

    private final Json.Obj desired;
    private final Json.Obj live;
    private final Findings findings;

    Walk(Json.Obj desired, Json.Obj live, Findings findings) {
        this.desired = desired;
        this.live = live;
        this.findings = findings;
    }

    void run() {
        Owners owners = Owners.of(live);
        fields("", desired, live, owners, false);
        owners.ours()
                .ifPresent(ours -> Beside.of(
                        ours.manager(),
                        desired,
                        live,
                        (path, value) -> findings.isLeftOver(path, value, ours.manager())));
    }

    private void value(String path, Json want, Optional<Json> have, Owners owners, boolean isQuantity) {
        if (have.isEmpty()) {
            if (!Sameness.isNothing(want)) {
                findings.differs(path, want, have, owners);
            }
        } else if (want instanceof Json.Obj wanted
                && have.get() instanceof Json.Obj held
                && !wanted.fields().isEmpty()
                && !owners.isWhole()) {
            fields(path, wanted, held, owners, isQuantity);
        } else if (want instanceof Json.Arr wanted && have.get() instanceof Json.Arr held) {
            items(path, wanted, held, owners, isQuantity);
        } else {
            whole(path, want, have.get(), owners, isQuantity);
        }
    }

    private void fields(String path, Json.Obj want, Json.Obj have, Owners owners, boolean isQuantity) {
        want.fields().forEach((name, value) -> {
            String below = path + "/" + escape(name);
            if (!SKIPPED.contains(below)) {
                value(below, value, have.get(name), owners.field(name), isQuantity || Sameness.holdsQuantities(name));
            }
        });
    }

    private void items(String path, Json.Arr want, Json.Arr have, Owners owners, boolean isQuantity) {
        switch (owners.items()) {
            case Owners.Items.Keyed keyed ->
                want.items().forEach(item -> {
                    Owners.Place place = keyed.placeOf(item);
                    value(path + place.step(), item, place.in(have), place.owners(), isQuantity);
                });
            case Owners.Items.Members members ->
                want.items().forEach(item -> {
                    Optional<Json> held = have.items().contains(item) ? Optional.of(item) : Optional.empty();
                    value(path + "[" + item.canonical() + "]", item, held, members.ownersOf(item), isQuantity);
                });
            case Owners.Items.Whole _ -> whole(path, want, have, owners, isQuantity);
        }
    }

    private void whole(String path, Json want, Json have, Owners owners, boolean isQuantity) {
        if (Sameness.covers(want, have, isQuantity)) {
            findings.matches(path, want, have, owners);
        } else {
            findings.differs(path, want, Optional.of(have), owners);
        }
    }

    static String escape(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
