package io.pilothouse.repository.fuzz;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.KustomizeFolder;
import io.pilothouse.repository.source.Charts;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.Refusal;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The Kustomize engine, given any tree, written as [TreeText]; the folder `overlay` is built. Nothing comes out but
/// objects or reasons, the answer is the same the second time, the second step reads only what the first one named, and
/// a tree that holds only what was named builds the same.
public final class KustomizeFuzz {
    private static final String FOLDER = "overlay";

    /// Charts have their own tests.
    private static final Charts NO_CHARTS = order -> new Refusal(
            Reads.NONE, List.of(new InputError("PH-123", order.place().origin(), "There are no charts here.")));

    private KustomizeFuzz() {}

    /// What came of a tree, as text, and the paths that were named as read or listed.
    ///
    /// @param isBuilt there are objects; where there are none, the reasons may speak of what is not named
    private record Outcome(boolean isBuilt, String text, SortedSet<String> read, SortedSet<String> listed) {}

    public static void fuzzerTestOneInput(byte[] input) throws DamagedTreeException {
        SortedMap<String, String> files = TreeText.files(input);
        WatchedTree tree = new WatchedTree(TreeText.tree(files));
        Outcome outcome = outcome(tree);
        tree.read().removeIf(path -> TreeText.isIn(path, outcome.read()));
        Claim.that(tree.read().isEmpty(), "read and not named: " + tree.read());
        Claim.that(outcome(tree).equals(outcome), "builds differently the second time");
        SortedMap<String, String> named = new TreeMap<>(files);
        named.keySet().removeIf(path -> !TreeText.isIn(path, outcome.read()) && !TreeText.isIn(path, outcome.listed()));
        Outcome again = outcome(new WatchedTree(TreeText.tree(named)));
        Claim.that(
                again.isBuilt() == outcome.isBuilt()
                        && (!again.isBuilt() || again.text().equals(outcome.text())),
                "what is not named matters: " + outcome.text() + "\n" + again.text());
    }

    private static Outcome outcome(WatchedTree tree) throws DamagedTreeException {
        Ingredients found =
                new KustomizeFolder(new ParsedDocuments(1 << 20), new NothingElse(), NO_CHARTS).find(tree, FOLDER);
        SortedSet<String> read = new TreeSet<>(found.reads().ids().keySet());
        SortedSet<String> listed = new TreeSet<>(found.reads().listed().keySet());
        try {
            String objects = found.render().stream().map(KustomizeFuzz::text).collect(Collectors.joining("\n"));
            return new Outcome(true, objects, read, listed);
        } catch (RefusedSourceException e) {
            Claim.that(!e.errors().isEmpty(), "refused for no reason");
            for (InputError error : e.errors()) {
                Claim.that(error.code().matches("PH-1[0-9][0-9]"), "the code is " + error.code());
                Claim.that(error.message().length() < 1_000, "the message may quote the file");
            }
            return new Outcome(false, e.errors().toString(), read, listed);
        }
    }

    private static String text(SourceObject object) {
        return object.place().origin() + " " + object.content().canonical();
    }
}
