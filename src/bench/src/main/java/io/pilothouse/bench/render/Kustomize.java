package io.pilothouse.bench.render;

import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.repository.kustomize.KustomizeFolder;
import io.pilothouse.repository.source.Charts;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.SourceObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Building the overlay: ours, and Kustomize's own.
final class Kustomize {
    /// Enough for all of it.
    private static final long KEPT_PARSED = 16L << 20;

    private static final Charts NO_CHARTS = order -> {
        throw new IllegalStateException("no chart is named here");
    };

    private Kustomize() {}

    static List<SourceObject> build(Commits commits, Documents documents) throws Exception {
        return commits.render(tree -> new KustomizeFolder(documents, new NothingElse(), NO_CHARTS)
                .find(tree, Overlay.FOLDER)
                .render());
    }

    /// Everything anew, as for the first commit.
    static Side whole(Commits commits) {
        return () -> {
            List<SourceObject> objects = build(commits, new ParsedDocuments(KEPT_PARSED));
            return () -> Objects.digest(objects);
        };
    }

    /// One of its files changed since the last time.
    static Side afterOneChange(Commits commits) {
        Documents documents = new ParsedDocuments(KEPT_PARSED);
        return new Side() {
            private int release;

            @Override
            public void prepare() throws Exception {
                build(commits, documents);
                release++;
                var changed = Overlay.changed(release);
                commits.commit(Map.of(changed.getKey(), changed.getValue()));
            }

            @Override
            public Supplier<String> run() throws Exception {
                List<SourceObject> objects = build(commits, documents);
                return () -> objects.size() + " objects";
            }
        };
    }

    static Side kubectl(Commits commits) {
        Program program = Program.of(
                "kubectl", "kustomize", commits.folder().resolve(Overlay.FOLDER).toString());
        return new Side() {
            @Override
            public Supplier<String> run() throws Exception {
                String printed = program.text();
                return () -> Objects.digest(printed);
            }

            @Override
            public Payer payer() {
                return Payer.ITS_CHILDREN;
            }
        };
    }
}
