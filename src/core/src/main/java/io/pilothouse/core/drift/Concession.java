package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/// Leaves out of an apply what is to stay as others want it, so that a server-side apply neither changes it nor takes
/// it over.
///
/// | a conceded field is | sent |
/// |---|---|
/// | somebody else's, also if it is ours as well | not |
/// | nobody's, or gone | not |
/// | ours alone | as it is in the cluster: left out, the API server would delete it |
///
/// An object that is not there is sent as Git declares it: somebody has to begin.
public final class Concession {
    private final Predicate<String> conceded;

    private Concession(Predicate<String> conceded) {
        this.conceded = conceded;
    }

    /// @param live the object, with its `managedFields`
    /// @param conceded says of a path, such as `/spec/replicas`, whether the field is conceded; asked anew for what
    ///     is below it
    /// @return what to send; the manifest itself where nothing is conceded
    public static Manifest of(Manifest desired, Json.Obj live, Predicate<String> conceded) {
        Json.Obj sent = new Concession(conceded).fields("", desired.content(), live, Owners.of(live));
        return sent.equals(desired.content())
                ? desired
                : new Manifest(desired.key(), desired.apiVersion(), sent, desired.origin());
    }

    private Optional<Json> value(String path, Json want, Optional<Json> have, Owners owners) {
        boolean isConceded = conceded.test(path);
        if (want instanceof Json.Obj wanted
                && !wanted.fields().isEmpty()
                && have.orElse(Json.Obj.EMPTY) instanceof Json.Obj held
                && !owners.isWhole()) {
            return Optional.<Json>of(fields(path, wanted, held, owners)).filter(sent -> !sent.equals(Json.Obj.EMPTY));
        }
        if (want instanceof Json.Arr wanted && have.isPresent() && have.get() instanceof Json.Arr held) {
            switch (owners.items()) {
                case Owners.Items.Keyed keyed -> {
                    return list(wanted, item -> keyed(path, item, held, keyed));
                }
                case Owners.Items.Members members -> {
                    return list(wanted, item -> {
                        Optional<Json> there = held.items().contains(item) ? Optional.of(item) : Optional.empty();
                        return value(path + "[" + item.canonical() + "]", item, there, members.ownersOf(item));
                    });
                }
                case Owners.Items.Whole _ -> {}
            }
        }
        return isConceded ? kept(have, owners) : Optional.of(want);
    }

    private static Optional<Json> kept(Optional<Json> have, Owners owners) {
        return owners.isOurs() && owners.stranger().isEmpty() ? have : Optional.empty();
    }

    private Json.Obj fields(String path, Json.Obj want, Json.Obj have, Owners owners) {
        SequencedMap<String, Json> sent = new LinkedHashMap<>();
        want.fields().forEach((name, value) -> {
            String below = path + "/" + Walk.escape(name);
            if (Walk.SKIPPED.contains(below)) {
                sent.put(name, value);
            } else {
                value(below, value, have.get(name), owners.field(name)).ifPresent(one -> sent.put(name, one));
            }
        });
        return new Json.Obj(sent);
    }

    private Optional<Json> keyed(String path, Json item, Json.Arr held, Owners.Items.Keyed keyed) {
        Owners.Place place = keyed.placeOf(item);
        Optional<Json> sent = value(path + place.step(), item, place.in(held), place.owners());
        return sent.map(one ->
                one instanceof Json.Obj obj && item instanceof Json.Obj declared ? withKey(obj, declared, place) : one);
    }

    /// The key fields say which item it is, whoever owns them; those that Git leaves to their default stay there.
    private static Json withKey(Json.Obj sent, Json.Obj declared, Owners.Place place) {
        Json.Obj whole = sent;
        for (String name : place.key().map(key -> key.fields().keySet()).orElse(Set.of())) {
            Optional<Json> value = declared.get(name);
            whole = value.isPresent() && !sent.fields().containsKey(name) ? whole.with(name, value.get()) : whole;
        }
        return whole;
    }

    private interface Sent {
        Optional<Json> of(Json item);
    }

    private static Optional<Json> list(Json.Arr wanted, Sent sent) {
        List<Json> items = new ArrayList<>();
        wanted.items().forEach(item -> sent.of(item).ifPresent(items::add));
        return items.isEmpty() && !wanted.items().isEmpty() ? Optional.empty() : Optional.of(new Json.Arr(items));
    }
}
