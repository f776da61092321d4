package io.pilothouse.repository.render;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.checklist.Assessment;
import io.pilothouse.core.checklist.ChecklistItem;
import io.pilothouse.core.checklist.Shortcoming;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.layout.FleetSpec;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.layout.SliceReader;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Renders applications: all of one, or none of it and every reason why not. In three steps: what a cluster has, what
/// each of its applications is rendered from, and the rendering. Not safe for use by several threads at once.
public final class Renderer {
    /// An application with more objects is refused.
    public static final int MOST_OBJECTS = 5_000;

    private final SliceReader slices;
    private final Recipes recipes;

    /// @param documents without variables replaced
    /// @param supplies what comes from elsewhere
    public Renderer(Documents documents, Supplies supplies, Engines engines) {
        this.slices = new SliceReader(documents);
        this.recipes = new Recipes(documents, supplies, engines);
    }

    /// @return the reader of what the commit says of the fleet
    public SliceReader slices() {
        return slices;
    }

    /// @return what the commit has for the cluster
    /// @throws LayoutException if there is nothing that could be used
    public ClusterLayout layout(FleetTree tree, String cluster) throws LayoutException, DamagedTreeException {
        return slices.read(tree, cluster);
    }

    /// @return what one of the layout's applications is rendered from
    public Recipe recipe(FleetTree tree, ApplicationLayout application, FleetSpec fleet) throws DamagedTreeException {
        return recipes.find(tree, application, fleet);
    }

    /// Renders what a recipe of the same commit names.
    public Rendered render(FleetTree tree, Recipe recipe) throws DamagedTreeException {
        return new Run(tree, recipe).rendered();
    }

    /// One rendering.
    private static final class Run {
        private final FleetTree tree;
        private final Recipe recipe;
        private final ApplicationKey key;
        private final Findings findings = new Findings();
        private final Findings warnings = new Findings();
        private final Map<ResourceKey, Manifest> manifests = new LinkedHashMap<>();

        Run(FleetTree tree, Recipe recipe) {
            this.tree = tree;
            this.recipe = recipe;
            this.key = recipe.layout().key();
        }

        Rendered rendered() throws DamagedTreeException {
            recipe.errors().forEach(findings::add);
            List<SourceObject> objects = new ArrayList<>();
            if (findings.isEmpty()) {
                for (Ingredients part : recipe.parts()) {
                    render(part, objects);
                }
            }
            ObjectCheck check = new ObjectCheck(recipe, new Scopes(objects), findings);
            objects.forEach(object -> check.check(object).ifPresent(this::add));
            if (recipe.layout().isOfNamespaceItself()) {
                recipe.layout()
                        .namespace()
                        .ifPresent(namespace -> namespace
                                .objects()
                                .forEach(object -> check.checkOurs(object).ifPresent(this::add)));
            }
            if (findings.isEmpty() && manifests.isEmpty()) {
                findings.add(
                        "PH-125",
                        new Origin(recipe.layout().folder(), 1, 1),
                        "The application holds no manifest. Nothing is deleted; to remove the application, remove its"
                                + " folder.");
            }
            assess();
            warnOfUnknownVariables();
            Rendering rendering = findings.isEmpty()
                    ? new Rendering.Rendered(
                            key, tree.revision(), recipe.spec().policy(), List.copyOf(manifests.values()))
                    : new Rendering.Refused(key, tree.revision(), findings.errors());
            return new Rendered(rendering, warnings.isEmpty() ? List.of() : warnings.errors());
        }

        private void render(Ingredients part, List<SourceObject> objects) throws DamagedTreeException {
            try {
                objects.addAll(part.render());
            } catch (RefusedSourceException e) {
                e.errors().forEach(findings::add);
                objects.addAll(e.rest());
            }
        }

        private void add(Manifest manifest) {
            Manifest before = manifests.putIfAbsent(manifest.key(), manifest);
            if (before != null) {
                findings.add(
                        "PH-154",
                        manifest.origin(),
                        manifest.key() + " is declared twice in this application, first at " + before.origin()
                                + ": remove one.");
            } else if (manifests.size() == MOST_OBJECTS + 1) {
                findings.add(
                        "PH-156",
                        manifest.origin(),
                        "The application holds more than " + MOST_OBJECTS + " objects: split it.");
            }
        }

        private void assess() {
            if (!findings.isEmpty()) {
                return;
            }
            for (ChecklistItem item : recipe.spec().checklist()) {
                for (Shortcoming shortcoming : Assessment.of(item.check(), manifests.values())) {
                    (item.isRefusing() ? findings : warnings)
                            .add(
                                    "PH-190",
                                    shortcoming.manifest().origin(),
                                    shortcoming.why() + " (checklist: "
                                            + item.check().word() + ")");
                }
            }
        }

        private void warnOfUnknownVariables() {
            recipe.documents()
                    .unknown()
                    .forEach((name, file) -> warnings.add(new InputError(
                            "PH-127",
                            new Origin(file, 1, 1),
                            "${" + name + "} looks like a variable, but there is none of that name; it is left"
                                    + " as it is. Write $${" + name + "} if that is meant.")));
        }
    }
}
