package io.pilothouse.repository.tool;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.plan.ApplyOrder;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.tool.compare.Secrets;
import io.pilothouse.repository.tool.show.Fields;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes the objects that an agent would apply.
@Command(
        name = "render",
        description = "Writes the exact objects that the cluster's agent would apply, in the order in which it would.",
        footer = "Exit status: 0 all of it, 1 some applications are refused and left out, 2 nothing can be rendered.",
        mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Where where = new Where();

    @Mixin
    private Where.At at = new Where.At();

    @Option(names = "--cluster", paramLabel = "NAME", required = true, description = "The cluster.")
    private String cluster = "";

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description = "This application only, such as app/shop/storefront or storefront; may be repeated.")
    private List<String> applications = List.of();

    @Option(names = "--output", paramLabel = "FORMAT", description = "yaml or json; yaml if left out.")
    private String output = "yaml";

    @Option(
            names = "--origins",
            description = "In JSON, gives each object with its application and the place it comes from. YAML names them"
                    + " in comments anyway.")
    private boolean hasOrigins;

    @Option(names = "--show-secrets", description = "Also shows the values of Secrets, which are hidden otherwise.")
    private boolean isShowingSecrets;

    /// An object as it is applied.
    private record Applied(ApplicationKey application, Manifest manifest) {}

    RenderCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws RefusedCommandException, DamagedTreeException {
        String format = Where.choice("--output", output, List.of("yaml", "json"));
        List<Applied> objects = new ArrayList<>();
        boolean isWhole;
        try (Place place = where.place(terminal)) {
            FleetTree tree = place.tree(at.revision());
            Renderer renderer = Kitchen.renderer();
            Chosen chosen = Chosen.of(tree, renderer, cluster, applications);
            isWhole = true;
            for (ApplicationLayout application : chosen.applications()) {
                Rendering rendering = renderer.render(
                                tree,
                                renderer.recipe(
                                        tree, application, chosen.layout().fleet()))
                        .rendering();
                isWhole &= add(rendering, objects);
            }
        }
        if (format.equals("json")) {
            terminal.say(json(objects));
        } else {
            objects.forEach(object -> terminal.say("---\n# "
                    + object.application().path() + ", " + object.manifest().origin() + "\n"
                    + YamlText.write(shown(object)).stripTrailing()));
        }
        return isWhole ? 0 : RepoMain.FOUND;
    }

    private boolean add(Rendering rendering, List<Applied> objects) {
        return switch (rendering) {
            case Rendering.Rendered rendered -> {
                rendered.manifests().stream()
                        .map(manifest -> Ownership.stamp(manifest, rendered.key()))
                        .sorted(ApplyOrder.OF_MANIFESTS)
                        .forEach(manifest -> objects.add(new Applied(rendered.key(), manifest)));
                yield true;
            }
            case Rendering.Refused refused -> {
                terminal.complain(refused.key() + " is refused, and none of it would be applied:");
                refused.errors().forEach(error -> terminal.err().print("  " + error + "\n"));
                yield false;
            }
        };
    }

    private Json json(List<Applied> objects) {
        List<Json.Obj> items = new ArrayList<>();
        for (Applied object : objects) {
            items.add(
                    hasOrigins
                            ? new Fields()
                                    .with("application", object.application().path())
                                    .with("file", object.manifest().origin().file())
                                    .with("line", object.manifest().origin().line())
                                    .with("object", shown(object))
                                    .build()
                            : shown(object));
        }
        Fields list = hasOrigins
                ? new Fields().with("version", 1)
                : new Fields().with("apiVersion", "v1").with("kind", "List");
        return list.with("items", items).build();
    }

    private Json.Obj shown(Applied object) {
        return isShowingSecrets ? object.manifest().content() : Secrets.shown(object.manifest());
    }
}
