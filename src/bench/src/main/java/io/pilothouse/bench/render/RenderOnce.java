package io.pilothouse.bench.render;

import io.pilothouse.repository.git.FetchOutcome;
import io.pilothouse.repository.git.FleetClone;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.kustomize.KustomizeFolder;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.SourceObject;
import java.nio.file.Path;
import java.util.List;

/// A process that builds the overlay of a clone once and ends.
final class RenderOnce {
    private RenderOnce() {}

    public static void main(String[] arguments) throws Exception {
        GitSettings settings =
                GitSettings.of(arguments[0], "main", Path.of(arguments[1])).withLocalAllowed();
        try (FleetClone clone = FleetClone.of(settings)) {
            if (!(clone.fetch() instanceof FetchOutcome.Fetched fetched)) {
                throw new IllegalStateException("nothing was fetched");
            }
            List<SourceObject> objects = clone.<List<SourceObject>, Exception>read(
                    fetched.revision(),
                    tree -> new KustomizeFolder(new ParsedDocuments(1 << 20), new NothingElse(), order -> {
                                throw new IllegalStateException("no chart is named here");
                            })
                            .find(tree, Overlay.FOLDER)
                            .render());
            System.out.println(objects.size() + " objects");
        }
    }
}
