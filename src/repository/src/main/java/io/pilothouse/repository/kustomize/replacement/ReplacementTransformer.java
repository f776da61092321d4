package io.pilothouse.repository.kustomize.replacement;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.replacement.FieldPath.BrokenPathException;
import io.pilothouse.repository.kustomize.replacement.Replacement.Destination;
import io.pilothouse.repository.kustomize.replacement.Replacement.Part;
import io.pilothouse.repository.kustomize.replacement.Replacement.Source;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.kustomize.transform.Transformer;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Copies values from one object into others, one replacement after the other.
public final class ReplacementTransformer implements Transformer {
    /// A text that is put into itself doubles each time.
    private static final int LONGEST = 1 << 20;

    private final List<Replacement> replacements = new ArrayList<>();

    /// @param written one replacement
    /// @throws RefusedSourceException if anything is wrong with it
    public ReplacementTransformer add(Json.Obj written, Place place) throws RefusedSourceException {
        replacements.add(Replacement.read(written, place));
        return this;
    }

    @Override
    public void transform(ResourceSet resources) throws RefusedSourceException {
        for (Replacement replacement : replacements) {
            Json value = value(replacement.source(), resources);
            for (Destination destination : replacement.destinations()) {
                for (int i = 0; i < resources.size(); i++) {
                    if (isFor(destination, resources.get(i))) {
                        resources.set(i, changed(resources.get(i), destination, value));
                    }
                }
            }
        }
    }

    private static boolean isFor(Destination destination, Resource resource) {
        boolean isRejected = destination.rejected().stream()
                .anyMatch(one -> !one.labels().isAll() && one.labels().match(resource));
        return !isRejected
                && destination.selected().labels().match(resource)
                && resource.allIds().stream()
                        .anyMatch(id -> id.isSelectedBy(destination.selected().id())
                                && destination.rejected().stream()
                                        .noneMatch(one -> one.hasId() && id.isSelectedBy(one.id())));
    }

    private static Json value(Source source, ResourceSet resources) throws RefusedSourceException {
        List<Integer> positions = resources.findAny(id -> id.isSelectedBy(source.id()));
        if (positions.size() != 1) {
            throw refused(
                    source.place(),
                    positions.isEmpty()
                            ? "The source of the replacement is not there: correct its kind, name or namespace."
                            : "The source of the replacement could be one of " + positions.size()
                                    + " objects: say which by kind, name and namespace.");
        }
        Resource resource = resources.get(positions.getFirst());
        Optional<Json> found;
        try {
            found = FieldPath.parse(source.path().text()).find(resource.content());
        } catch (BrokenPathException e) {
            throw broken(source.path(), resource, e);
        }
        if (found.isEmpty() || isEmpty(found.get())) {
            throw refused(
                    source.path().place(),
                    "The source of the replacement, " + resource.id() + ", has no value at the path: correct the"
                            + " fieldPath.");
        }
        if (source.part().delimiter().isEmpty()) {
            return found.get();
        }
        List<String> parts = PlainText.of(found.get())
                .map(text -> split(text, source.part()))
                .orElseThrow(() -> refused(
                        source.place(),
                        "The source of the replacement, " + resource.id() + ", is no single value there, so it cannot"
                                + " be divided: remove the delimiter."));
        if (source.part().index() < 0 || source.part().index() >= parts.size()) {
            throw refused(
                    source.place(),
                    "The source of the replacement, " + resource.id() + ", has fewer parts there than index asks for.");
        }
        String part = parts.get(source.part().index());
        return found.get() instanceof Json.Text ? new Json.Text(part) : PlainText.resolve(part);
    }

    private static boolean isEmpty(Json value) {
        return value instanceof Json.Null
                || value.equals(Json.Obj.EMPTY)
                || (value instanceof Json.Arr list && list.items().isEmpty());
    }

    private static List<String> split(String text, Part part) {
        return Arrays.asList(text.split(Pattern.quote(part.delimiter()), -1));
    }

    private static Resource changed(Resource resource, Destination destination, Json value)
            throws RefusedSourceException {
        Json content = resource.content();
        for (Written path : destination.paths()) {
            try {
                content = FieldPath.parse(path.text())
                        .change(content, destination.creates(), before -> replaced(before, destination.part(), value))
                        .orElseThrow(() -> new BrokenPathException("leads to no field"));
            } catch (BrokenPathException e) {
                throw broken(path, resource, e);
            }
        }
        return resource.withEdited((Json.Obj) content);
    }

    /// A single value keeps its type, so that a number can come out of a ConfigMap.
    private static Json replaced(Optional<Json> before, Part part, Json value) throws BrokenPathException {
        Optional<String> text = PlainText.of(value);
        if (before.isEmpty()) {
            // a field that is made just now counts as an empty text, which has one part
            return text.isPresent() && !part.delimiter().isEmpty()
                    ? PlainText.resolve(joined("", part, text.get()))
                    : text.map(PlainText::resolve).orElse(value);
        }
        boolean isSingle = !(before.get() instanceof Json.Obj) && !(before.get() instanceof Json.Arr);
        if (!isSingle && part.delimiter().isEmpty()) {
            return value;
        }
        if (!isSingle || text.isEmpty()) {
            throw new BrokenPathException(
                    isSingle
                            ? "leads to a single value, and the source is a map or a list"
                            : "leads to a map or a list, which cannot be divided");
        }
        String joined = part.delimiter().isEmpty()
                ? text.get()
                : joined(PlainText.of(before.get()).orElse(""), part, text.get());
        return typed(before.get(), joined);
    }

    private static String joined(String before, Part part, String text) throws BrokenPathException {
        if (before.length() + text.length() > LONGEST) {
            throw new BrokenPathException("leads to a text that has become too long");
        }
        List<String> parts = new ArrayList<>(split(before, part));
        if (part.index() < 0) {
            parts.addFirst(text);
        } else if (part.index() >= parts.size()) {
            parts.add(text);
        } else {
            parts.set(part.index(), text);
        }
        return String.join(part.delimiter(), parts);
    }

    private static Json typed(Json before, String text) throws BrokenPathException {
        Json resolved = PlainText.resolve(text);
        boolean isFitting = switch (before) {
            case Json.Text ignored -> true;
            case Json.Num number ->
                resolved instanceof Json.Num num && (isInteger(num.value()) || !isInteger(number.value()));
            case Json.Bool ignored -> resolved instanceof Json.Bool;
            case Json.Null ignored -> false;
            case Json.Obj ignored -> false;
            case Json.Arr ignored -> false;
        };
        if (!isFitting) {
            throw new BrokenPathException("leads to a number, a boolean or null, and the source is something else");
        }
        return before instanceof Json.Text ? new Json.Text(text) : resolved;
    }

    private static boolean isInteger(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static RefusedSourceException broken(Written path, Resource resource, BrokenPathException why) {
        return refused(
                path.place(),
                "The field path of the replacement " + why.why() + " in " + resource.id() + " of "
                        + resource.place().origin() + ": correct it, or set options.create.");
    }

    private static RefusedSourceException refused(Place place, String why) {
        return new RefusedSourceException(new InputError("PH-177", place.origin(), why));
    }
}
