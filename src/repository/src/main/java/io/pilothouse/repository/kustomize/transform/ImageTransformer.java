package io.pilothouse.repository.kustomize.transform;

import com.google.re2j.Pattern;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldEdit;
import io.pilothouse.repository.kustomize.field.FieldEdit.Missing;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Changes the name, tag or digest of images: of every `image` in a list called `containers` or `initContainers`,
/// wherever it stands, and of the fields of its rules.
@SuppressWarnings("ReferenceEquality") // what nothing changed in is the same value, and need not be copied
public final class ImageTransformer implements Transformer {
    private static final String TAG_AND_DIGEST = "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?";
    private static final int DEEPEST = 200;

    /// What an image becomes; what is empty stays, but a new tag ends an old digest and the other way round.
    ///
    /// @param name which images: a regular expression, as in Kustomize
    /// @param place where that was asked for
    public record Change(String name, String newName, String newTag, String tagSuffix, String digest, Place place) {}

    private final Change change;
    private final Pattern pattern;
    private final FieldSpecs fields;

    private ImageTransformer(Change change, Pattern pattern, FieldSpecs fields) {
        this.change = change;
        this.pattern = pattern;
        this.fields = fields;
    }

    /// @throws RefusedSourceException if the name is no pattern
    public static ImageTransformer of(Change change, FieldSpecs fields) throws RefusedSourceException {
        return new ImageTransformer(
                change, Patterns.of(change.name() + TAG_AND_DIGEST, change.place(), "name"), fields);
    }

    @Override
    public void transform(ResourceSet resources) throws RefusedSourceException {
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = resources.get(i);
            if (!resource.id().kind().equals("CustomResourceDefinition")) {
                resources.set(i, transform(resource));
            }
        }
    }

    private Resource transform(Resource before) throws RefusedSourceException {
        Resource resource = before;
        Json changed = walk(before.content(), 0);
        if (changed != before.content() && changed instanceof Json.Obj object) {
            resource = resource.withContent(object);
        }
        for (FieldSpec spec : fields.of(resource.id())) {
            Resource one = resource;
            resource = FieldEdit.apply(resource, spec, Missing.NOTHING, value -> {
                if (value instanceof Json.Obj || value instanceof Json.Arr) {
                    throw new RefusedSourceException(new InputError(
                            "PH-171",
                            one.place().origin(spec.steps().toArray(String[]::new)),
                            spec.path() + " of " + one.id() + " is no text, but an image's name is looked for there."));
                }
                return image(value);
            });
        }
        return resource;
    }

    private Json walk(Json value, int depth) {
        if (depth > DEEPEST) {
            return value;
        }
        return switch (value) {
            case Json.Obj object -> fields(object, depth);
            case Json.Arr list -> {
                List<Json> items = new ArrayList<>(list.items().size());
                boolean isChanged = false;
                for (Json item : list.items()) {
                    Json after = walk(item, depth + 1);
                    isChanged |= after != item;
                    items.add(after);
                }
                yield isChanged ? new Json.Arr(items) : list;
            }
            case Json.Text text -> text;
            case Json.Num num -> num;
            case Json.Bool bool -> bool;
            case Json.Null none -> none;
        };
    }

    private Json fields(Json.Obj object, int depth) {
        SequencedMap<String, Json> changed = new LinkedHashMap<>();
        for (Map.Entry<String, Json> field : object.fields().entrySet()) {
            Json after = walk(field.getValue(), depth + 1);
            boolean isContainers =
                    field.getKey().equals("containers") || field.getKey().equals("initContainers");
            if (isContainers && after instanceof Json.Arr list) {
                after = containers(list);
            }
            if (after != field.getValue()) {
                changed.put(field.getKey(), after);
            }
        }
        if (changed.isEmpty()) {
            return object;
        }
        SequencedMap<String, Json> all = new LinkedHashMap<>(object.fields());
        all.putAll(changed);
        return new Json.Obj(all);
    }

    private Json containers(Json.Arr list) {
        List<Json> items = new ArrayList<>(list.items().size());
        boolean isChanged = false;
        for (Json item : list.items()) {
            Json after = item;
            if (item instanceof Json.Obj container) {
                Json before = container.get("image").orElse(Json.Null.NULL);
                Json image = image(before);
                after = image == before ? container : container.with("image", image);
            }
            isChanged |= after != item;
            items.add(after);
        }
        return isChanged ? new Json.Arr(items) : list;
    }

    private Json image(Json value) {
        if (!(value instanceof Json.Text text) || !pattern.matches(text.value())) {
            return value;
        }
        ImageName before = ImageName.parse(text.value());
        String name = change.newName().isEmpty() ? before.name() : change.newName();
        ImageName after;
        if (!change.newTag().isEmpty() || !change.digest().isEmpty()) {
            after = new ImageName(name, change.newTag(), change.digest());
        } else if (!change.tagSuffix().isEmpty()) {
            after = new ImageName(name, before.tag() + change.tagSuffix(), "");
        } else {
            after = new ImageName(name, before.tag(), before.digest());
        }
        return new Json.Text(after.toString());
    }
}
