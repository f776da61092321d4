package io.pilothouse.repository;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import io.pilothouse.repository.git.FetchOutcome;
import io.pilothouse.repository.git.FleetClone;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.helm.store.ChartSettings;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.layout.FleetSpec;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.render.Engines;
import io.pilothouse.repository.render.Recipe;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fleet repository as one cluster sees it. Any thread may call; reads are served one after the other and never
/// wait for a server.
public final class FleetRepository implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetRepository.class);
    private static final long KEPT_PARSED = 2L << 20;

    private final FleetClone clone;
    private final FetchedSupplies supplies;
    private final String branch;
    private final String cluster;
    private final Renderer renderer;
    private final AtomicLong moves = new AtomicLong();
    private Optional<Known> known = Optional.empty();

    /// @param supplied how often supplies had moved when the slice was computed
    private record Known(Revision revision, SliceMemory slice, long supplied) {}

    private FleetRepository(
            FleetClone clone, FetchedSupplies supplies, String branch, String cluster, Renderer renderer) {
        this.clone = clone;
        this.supplies = supplies;
        this.branch = branch;
        this.cluster = cluster;
        this.renderer = renderer;
    }

    /// @param settings where the repository is
    /// @param charts the chart repositories it may name
    /// @param cluster the cluster whose slice is wanted
    /// @return the repository; nothing is read or asked yet
    public static FleetRepository of(GitSettings settings, List<ChartSettings.Repository> charts, String cluster) {
        FetchedSupplies supplies = FetchedSupplies.of(settings, charts, InstantSource.system());
        Renderer renderer = new Renderer(
                new ParsedDocuments(KEPT_PARSED),
                supplies,
                Engines.in(settings.folder().resolve("helm")));
        return new FleetRepository(FleetClone.of(settings), supplies, settings.branch(), cluster, renderer);
    }

    /// @return the repository that names no chart repositories
    public static FleetRepository of(GitSettings settings, String cluster) {
        return of(settings, List.of(), cluster);
    }

    /// What came of a fetch.
    ///
    /// @param outcome of the fleet repository itself
    /// @param hasMoved the slice has to be looked at again even if the commit is the same: something else that it
    ///     reads, such as another repository's branch, is not what it was, or more of the history is known
    public record Fetched(FetchOutcome outcome, boolean hasMoved) {}

    /// Asks the Git server for the newest commit, and gets it with all that the cluster's slice of it reads from
    /// elsewhere. Never throws.
    public Fetched fetch() {
        boolean isAskedForHistory = clone.isAskedForHistory();
        FetchOutcome outcome = clone.fetch();
        Optional<Revision> newest =
                outcome instanceof FetchOutcome.Fetched fetched ? Optional.of(fetched.revision()) : clone.lastFetched();
        newest.ifPresent(this::lookThrough);
        boolean hasMoved = supplies.fetch();
        if (hasMoved) {
            moves.incrementAndGet();
        }
        boolean hasHistory = isAskedForHistory && outcome instanceof FetchOutcome.Fetched;
        return new Fetched(outcome, hasMoved || hasHistory);
    }

    /// Asks for everything that the slice reads, so that the supplies know what to fetch. What is wrong with it is
    /// said by whoever wants the slice.
    private void lookThrough(Revision revision) {
        try {
            clone.<SliceMemory, LayoutException>read(revision, this::memory);
        } catch (DamagedTreeException | LayoutException e) {
            LOG.atDebug().setCause(e).addKeyValue("revision", revision.id()).log("There is no slice to look through");
        }
    }

    /// @return the newest commit that was ever fetched, also by an earlier program; empty where there is none
    public Optional<Revision> lastFetched() {
        return clone.lastFetched();
    }

    /// @return true if `ancestor` is `descendant` or one of its ancestors; false also where the clone cannot tell
    public boolean isAncestor(Revision ancestor, Revision descendant) {
        return clone.isAncestor(ancestor, descendant);
    }

    /// @param revision a commit that was fetched before
    /// @return the cluster's slice of it
    /// @throws LayoutException if there is none that could be used; what is in force stays in force
    public Slice slice(Revision revision) throws LayoutException {
        try {
            return clone.<Slice, LayoutException>read(revision, this::slice);
        } catch (DamagedTreeException e) {
            throw new LayoutException("PH-129", notHere(revision));
        }
    }

    /// Renders one application of a slice. Never throws.
    public Rendering render(Slice slice, SliceEntry entry) {
        Revision revision = slice.revision();
        try {
            return clone.<Rendering, LayoutException>read(revision, tree -> render(tree, entry));
        } catch (DamagedTreeException e) {
            InputError error = new InputError("PH-129", new Origin(entry.folder(), 1, 1), notHere(revision));
            return new Rendering.Refused(entry.key(), revision, List.of(error));
        } catch (LayoutException e) {
            InputError error = new InputError(
                    e.code(),
                    new Origin("fleet", 1, 1),
                    Optional.ofNullable(e.getMessage()).orElse("fleet/ cannot be used."));
            return new Rendering.Refused(entry.key(), revision, e.errors().isEmpty() ? List.of(error) : e.errors());
        }
    }

    /// Called under the clone's lock only, as everything below.
    private Slice slice(FleetTree tree) throws LayoutException, DamagedTreeException {
        SliceMemory memory = memory(tree);
        refuseOtherBranch(memory.layout().fleet());
        return new Slice(tree.revision(), memory.layout().fleet().cluster(), memory.entries());
    }

    private Rendering render(FleetTree tree, SliceEntry entry) throws LayoutException, DamagedTreeException {
        ClusterLayout layout = memory(tree).layout();
        ApplicationLayout application = layout.applications().get(entry.key());
        if (application == null) {
            throw new LayoutException(
                    "PH-106", "Commit " + tree.revision().abbreviated() + " has no " + entry.key() + ".");
        }
        return renderer.render(tree, renderer.recipe(tree, application, layout.fleet()))
                .rendering();
    }

    private SliceMemory memory(FleetTree tree) throws LayoutException, DamagedTreeException {
        long now = moves.get();
        if (known.isPresent() && known.get().supplied() == now) {
            SliceMemory memory = known.get().slice();
            if (known.get().revision().equals(tree.revision()) || memory.isSameIn(tree)) {
                known = Optional.of(new Known(tree.revision(), memory, now));
                return memory;
            }
        }
        ClusterLayout layout = renderer.layout(tree, cluster);
        List<Recipe> recipes = new ArrayList<>();
        for (ApplicationLayout application : layout.applications().values()) {
            recipes.add(renderer.recipe(tree, application, layout.fleet()));
        }
        SliceMemory memory = SliceMemory.of(tree, layout, recipes);
        known = Optional.of(new Known(tree.revision(), memory, now));
        return memory;
    }

    /// Another environment's branch describes this cluster too, but as it will be, or as it was: following it by
    /// mistake would promote everything at once, and delete what is not there yet.
    private void refuseOtherBranch(FleetSpec fleet) throws LayoutException {
        if (!fleet.branch().isEmpty() && !fleet.branch().equals(branch)) {
            throw new LayoutException(
                    "PH-108",
                    "The cluster \"" + cluster + "\" belongs to the environment "
                            + fleet.cluster().environment()
                            + ", which follows the branch " + fleet.branch() + " (fleet/fleet.yaml), but this program"
                            + " follows " + branch + ": correct the one or the other.");
        }
    }

    @Override
    public void close() {
        supplies.close();
        clone.close();
    }

    private static String notHere(Revision revision) {
        return "Commit " + revision.abbreviated()
                + " is not in the clone on this machine, or damaged there: it is fetched"
                + " anew as soon as the Git server answers.";
    }
}
