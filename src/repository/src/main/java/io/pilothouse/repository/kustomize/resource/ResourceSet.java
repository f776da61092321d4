package io.pilothouse.repository.kustomize.resource;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The objects that a kustomization has so far, in their order; no two have the same id. Not safe for use by several
/// threads at once.
public final class ResourceSet {
    private static final int MOST_RESOURCES = 5_000;

    /// An id as it is compared.
    private record Key(String group, String version, String kind, String name, String namespace) {
        static Key of(ResourceId id) {
            return new Key(id.group(), id.version(), id.kind(), id.name(), id.effectiveNamespace());
        }
    }

    private final List<Resource> resources = new ArrayList<>();
    private final Map<Key, Integer> index = new HashMap<>();

    /// @return the objects in their order, as they are now
    public List<Resource> all() {
        return List.copyOf(resources);
    }

    /// @return how many there are
    public int size() {
        return resources.size();
    }

    public Resource get(int position) {
        return resources.get(position);
    }

    /// Puts another object in an object's place, whatever its name.
    public void set(int position, Resource resource) {
        Key before = Key.of(resources.get(position).id());
        Key after = Key.of(resource.id());
        resources.set(position, resource);
        if (!before.equals(after)) {
            index.remove(before, position);
            index.put(after, position);
        }
    }

    /// Puts other objects in place of all, in which no id may be there twice.
    ///
    /// @param refusal what to say of the second
    public void setAll(List<Resource> changed, String refusal) throws RefusedSourceException {
        resources.clear();
        resources.addAll(changed);
        index.clear();
        for (int i = 0; i < changed.size(); i++) {
            Integer before = index.putIfAbsent(Key.of(changed.get(i).id()), i);
            if (before != null) {
                throw twice(changed.get(i), changed.get(before), refusal);
            }
        }
    }

    /// @throws RefusedSourceException if there is one of this id
    public void append(Resource resource) throws RefusedSourceException {
        Integer before = index.putIfAbsent(Key.of(resource.id()), resources.size());
        if (before != null) {
            throw twice(resource, resources.get(before), "is declared twice");
        }
        if (resources.size() == MOST_RESOURCES) {
            throw new RefusedSourceException(new InputError(
                    "PH-156",
                    resource.place().origin(),
                    "The kustomization holds more than " + MOST_RESOURCES + " objects: split it."));
        }
        resources.add(resource);
    }

    public void appendAll(List<Resource> more) throws RefusedSourceException {
        for (Resource resource : more) {
            append(resource);
        }
    }

    /// @return where the object is that has this id now
    public Optional<Integer> find(ResourceId id) {
        return Optional.ofNullable(index.get(Key.of(id)));
    }

    /// @return where the objects are that have, or had, an id that matches
    public List<Integer> findAny(Predicate<ResourceId> matches) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = resources.get(i);
            if (matches.test(resource.id()) || resource.formerIds().stream().anyMatch(matches)) {
                found.add(i);
            }
        }
        return Collections.unmodifiableList(found);
    }

    private static RefusedSourceException twice(Resource resource, Resource before, String refusal) {
        return new RefusedSourceException(new InputError(
                "PH-174",
                resource.place().origin(),
                resource.id() + " " + refusal + ", first at " + before.place().origin()
                        + ": remove or rename one of them."));
    }
}
