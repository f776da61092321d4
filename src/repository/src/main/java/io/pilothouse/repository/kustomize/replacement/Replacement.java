package io.pilothouse.repository.kustomize.replacement;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.patch.Labels;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One value that is copied, and where to.
///
/// @param place where it was asked for
record Replacement(Source source, List<Destination> destinations, Place place) {
    private static final String NAME = "metadata.name";

    Replacement {
        destinations = List.copyOf(destinations);
    }

    /// Which field of which object.
    ///
    /// @param id parts that are empty match everything
    record Source(ResourceId id, Written path, Part part, Place place) {}

    /// Which fields of which objects.
    record Destination(Selection selected, List<Selection> rejected, List<Written> paths, Part part, boolean creates) {
        Destination {
            rejected = List.copyOf(rejected);
            paths = List.copyOf(paths);
        }
    }

    /// Some objects: those that have, or had, an id.
    ///
    /// @param id parts that are empty match everything
    record Selection(ResourceId id, Labels labels) {
        boolean hasId() {
            return !id.equals(new ResourceId("", "", "", "", ""));
        }

        boolean selects(Resource resource) {
            return labels.match(resource) && resource.allIds().stream().anyMatch(one -> one.isSelectedBy(id));
        }
    }

    /// A part of a text, or all of it.
    ///
    /// @param delimiter what stands between parts, empty for all of the text
    /// @param index which part
    record Part(String delimiter, int index) {}

    /// @throws RefusedSourceException if anything is wrong with it
    static Replacement read(Json.Obj written, Place place) throws RefusedSourceException {
        List<InputError> errors = new ArrayList<>();
        Entries entries = new Entries(written, place, errors);
        Optional<Source> source = entries.object("source").map(Replacement::source);
        List<Destination> destinations = new ArrayList<>();
        for (Entries target : entries.objects("targets")) {
            destination(target, errors).ifPresent(destinations::add);
        }
        entries.finish();
        if (errors.isEmpty() && (source.isEmpty() || destinations.isEmpty())) {
            errors.add(new InputError("PH-177", place.origin(), "A replacement needs a \"source\" and \"targets\"."));
        }
        if (!errors.isEmpty()) {
            throw new RefusedSourceException(errors);
        }
        return new Replacement(source.orElseThrow(), destinations, place);
    }

    private static Source source(Entries entries) {
        ResourceId id = id(entries);
        String path = entries.text("fieldPath");
        Options options = options(entries);
        entries.finish();
        return new Source(
                id,
                new Written(path.isEmpty() ? NAME : path, entries.place().in(List.of("fieldPath"))),
                options.part(),
                entries.place());
    }

    private static Optional<Destination> destination(Entries entries, List<InputError> errors) {
        Optional<Selection> selected = entries.object("select").map(Replacement::selection);
        List<Selection> rejected =
                entries.objects("reject").stream().map(Replacement::selection).toList();
        List<Written> paths = entries.texts("fieldPaths");
        Options options = options(entries);
        entries.finish();
        if (selected.isEmpty()) {
            errors.add(new InputError(
                    "PH-177",
                    entries.place().origin(),
                    "The target of a replacement has no \"select\", which says what it is for: add it."));
            return Optional.empty();
        }
        return Optional.of(new Destination(
                selected.get(),
                rejected,
                paths.isEmpty() ? List.of(new Written(NAME, entries.place())) : paths,
                options.part(),
                options.creates()));
    }

    private static Selection selection(Entries entries) {
        ResourceId id = id(entries);
        Labels labels = Labels.read(entries);
        entries.finish();
        return new Selection(id, labels);
    }

    private static ResourceId id(Entries entries) {
        return new ResourceId(
                entries.text("group"),
                entries.text("version"),
                entries.text("kind"),
                entries.text("name"),
                entries.text("namespace"));
    }

    private record Options(Part part, boolean creates) {}

    private static Options options(Entries holder) {
        Optional<Entries> found = holder.object("options");
        if (found.isEmpty()) {
            return new Options(new Part("", 0), false);
        }
        Entries entries = found.get();
        entries.unsupported("encoding", "does nothing in Kustomize: remove it");
        Optional<Json> index = entries.value("index");
        if (index.isPresent() && !isSmallInteger(index.get())) {
            entries.malformed("index", "must be a whole number");
            index = Optional.empty();
        }
        Options options = new Options(
                new Part(
                        entries.text("delimiter"),
                        index.map(one -> ((Json.Num) one).value().intValue()).orElse(0)),
                entries.flag("create"));
        entries.finish();
        return options;
    }

    private static boolean isSmallInteger(Json value) {
        return value instanceof Json.Num num
                && num.value().stripTrailingZeros().scale() <= 0
                && num.value().abs().intValue() <= 10_000
                && num.value().precision() < 9;
    }
}
