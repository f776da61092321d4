package io.pilothouse.repository.kustomize.resource;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.source.Place;
import java.util.ArrayList;
import java.util.List;

/// One object on its way through a kustomization. What the reference keeps in internal annotations of the object stands
/// beside it here, so that none of it can leak, nor be forged by a file.
///
/// @param content the object
/// @param id what it is called now; always that of the content
/// @param lineage what it was called before
/// @param generation how it joins the others
/// @param trail where it came from
/// @param sharing which of its texts change together
/// @param place where it was declared; for a generated one, where that was asked for
public record Resource(
        Json.Obj content,
        ResourceId id,
        Lineage lineage,
        Generation generation,
        Trail trail,
        Sharing sharing,
        Place place) {

    /// @return an object as it was read
    public static Resource of(Json.Obj content, Place place) {
        return new Resource(
                content, ResourceId.of(content), Lineage.NONE, Generation.NONE, Trail.NONE, Sharing.NONE, place);
    }

    /// @return this object with another content, and the id that comes with it
    public Resource withContent(Json.Obj changed) {
        return new Resource(changed, ResourceId.of(changed), lineage, generation, trail, sharing, place);
    }

    /// @return this object with some of its texts changed, and all that change together with those
    public Resource withEdited(Json.Obj changed) {
        return withContent(sharing.groups().isEmpty() ? changed : sharing.changedTogether(content, changed));
    }

    public Resource withSharing(Sharing changed) {
        return new Resource(content, id, lineage, generation, trail, changed, place);
    }

    public Resource withLineage(Lineage changed) {
        return new Resource(content, id, changed, generation, trail, sharing, place);
    }

    public Resource withGeneration(Generation changed) {
        return new Resource(content, id, lineage, changed, trail, sharing, place);
    }

    public Resource withTrail(Trail changed) {
        return new Resource(content, id, lineage, generation, changed, sharing, place);
    }

    /// @return this object, with its present name among its former ones; asked for before the name changes
    public Resource rememberingName() {
        return withLineage(lineage.withFormer(id));
    }

    /// @return every id it had before, oldest first; all of its present group and version
    public List<ResourceId> formerIds() {
        List<ResourceId> ids = new ArrayList<>(lineage.former().size());
        for (Lineage.Former former : lineage.former()) {
            ids.add(new ResourceId(id.group(), id.version(), former.kind(), former.name(), former.namespace()));
        }
        return ids;
    }

    /// @return the id it was declared with
    public ResourceId originalId() {
        return lineage.former().isEmpty() ? id : formerIds().getFirst();
    }

    /// @return every id it had and has, oldest first
    public List<ResourceId> allIds() {
        List<ResourceId> ids = new ArrayList<>(formerIds());
        ids.add(id);
        return ids;
    }
}
