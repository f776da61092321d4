package io.pilothouse.repository.fuzz;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.render.Engines;
import io.pilothouse.repository.render.Recipe;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The layout reader and the renderers, given any tree, written as [TreeText]. For the cluster `c`: nothing but a
/// [LayoutException] comes out, the answer is the same the second time, no file is read that neither `fleet/`, nor the
/// cluster's own folders, nor an application's reads name, and a commit that holds only what was named renders the
/// same.
public final class LayoutFuzz {
    private static final String CLUSTER = "c";

    private static final Engines ENGINES = engines();

    private LayoutFuzz() {}

    private static Engines engines() {
        try {
            return Engines.in(Fuzzing.home().resolve("target/fuzz/helm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What came of a tree, as text, and all that it was made from.
    ///
    /// @param read paths that the applications name as read
    /// @param listed folders whose entries mattered
    /// @param isSound nothing is wrong with any application's settings: what these look for in vain is not named
    private record Outcome(
            SortedMap<ApplicationKey, String> renderings,
            SortedSet<String> read,
            SortedSet<String> listed,
            boolean isSound) {}

    public static void fuzzerTestOneInput(byte[] input) throws DamagedTreeException {
        SortedMap<String, String> files = TreeText.files(input);
        WatchedTree tree = new WatchedTree(TreeText.tree(files));
        Outcome outcome;
        try {
            outcome = outcome(tree);
        } catch (LayoutException e) {
            checkRefusal(files, e);
            return;
        }
        tree.read().removeIf(path -> isNamed(path, outcome.read()));
        Claim.that(tree.read().isEmpty(), "read and not named: " + tree.read());
        if (!outcome.isSound()) {
            return;
        }
        SortedMap<String, String> named = new TreeMap<>(files);
        named.keySet().removeIf(path -> !isNamed(path, outcome.read()) && !isNamed(path, outcome.listed()));
        Outcome again;
        try {
            again = outcome(new WatchedTree(TreeText.tree(named)));
        } catch (LayoutException e) {
            throw new AssertionError("what is not named matters: " + e.getMessage(), e);
        }
        Claim.that(
                outcome.renderings().equals(again.renderings()),
                "what is not named matters: " + outcome.renderings() + "\n" + again.renderings());
    }

    private static void checkRefusal(SortedMap<String, String> files, LayoutException refusal)
            throws DamagedTreeException {
        Claim.that(refusal.code().matches("PH-1[0-9][0-9]"), "the code is " + refusal.code());
        try {
            outcome(new WatchedTree(TreeText.tree(files)));
        } catch (LayoutException e) {
            Claim.that(e.errors().equals(refusal.errors()), "refused for other reasons the second time");
            return;
        }
        throw new AssertionError("refused only the first time");
    }

    private static Outcome outcome(FleetTree tree) throws LayoutException, DamagedTreeException {
        Renderer renderer = new Renderer(new ParsedDocuments(1 << 20), new NothingElse(), ENGINES);
        ClusterLayout layout = renderer.layout(tree, CLUSTER);
        SortedMap<ApplicationKey, String> renderings = new TreeMap<>();
        SortedSet<String> read = new TreeSet<>();
        SortedSet<String> listed = new TreeSet<>();
        boolean isSound = true;
        for (ApplicationLayout application : layout.applications().values()) {
            Recipe recipe = renderer.recipe(tree, application, layout.fleet());
            isSound &= recipe.errors().isEmpty();
            read.addAll(recipe.reads().ids().keySet());
            listed.addAll(recipe.reads().listed().keySet());
            String text = text(renderer.render(tree, recipe).rendering());
            Recipe second = renderer.recipe(tree, application, layout.fleet());
            Claim.that(second.fingerprint().equals(recipe.fingerprint()), "the fingerprint differs the second time");
            Claim.that(
                    text(renderer.render(tree, second).rendering()).equals(text),
                    "renders differently the second time");
            renderings.put(application.key(), text);
        }
        return new Outcome(renderings, read, listed, isSound);
    }

    private static String text(Rendering rendering) {
        StringBuilder text = new StringBuilder();
        switch (rendering) {
            case Rendering.Rendered rendered ->
                rendered.manifests()
                        .forEach(manifest -> text.append(manifest.key())
                                .append(' ')
                                .append(manifest.origin())
                                .append(' ')
                                .append(manifest.content().canonical())
                                .append('\n'));
            case Rendering.Refused refused -> {
                Claim.that(!refused.errors().isEmpty(), "refused for no reason");
                refused.errors().forEach(error -> text.append(error).append('\n'));
            }
        }
        return text.toString();
    }

    private static boolean isNamed(String path, Collection<String> named) {
        return path.startsWith("fleet/")
                || path.startsWith("infra/clusters/" + CLUSTER + "/")
                || path.startsWith("app/clusters/" + CLUSTER + "/")
                || TreeText.isIn(path, named);
    }
}
