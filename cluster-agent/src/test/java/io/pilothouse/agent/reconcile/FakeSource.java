package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.Source;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.slice.ClusterSpec;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import io.pilothouse.core.window.Freeze;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// A fleet repository in memory: commits with parents, and in each what every application is. Thread-safe.
final class FakeSource implements Source {
    private final String cluster;
    private final Map<Revision, Commit> commits = new HashMap<>();
    private Revision head = Revision.NONE;
    private boolean isDown;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile boolean isAsked;
    private int renderings;
    private List<Freeze> freezes = List.of();

    FakeSource(String cluster) {
        this.cluster = cluster;
    }

    private record Commit(Revision parent, Map<ApplicationKey, Content> applications) {}

    private record Content(ApplicationPolicy policy, List<Manifest> manifests, boolean isBroken) {}

    /// Changes one application in a commit after the newest.
    synchronized Revision commit(ApplicationKey key, Manifest... manifests) {
        return commit(key, ApplicationPolicy.DEFAULT, manifests);
    }

    synchronized Revision commit(ApplicationKey key, SyncPolicy policy, Manifest... manifests) {
        return commit(key, ApplicationPolicy.of(policy), manifests);
    }

    synchronized Revision commit(ApplicationKey key, ApplicationPolicy policy, Manifest... manifests) {
        return put(head, key, new Content(policy, List.of(manifests), false));
    }

    synchronized Revision breakFile(ApplicationKey key) {
        return put(head, key, new Content(ApplicationPolicy.DEFAULT, List.of(), true));
    }

    /// Takes one application's folder out.
    synchronized Revision remove(ApplicationKey key) {
        Map<ApplicationKey, Content> applications =
                new TreeMap<>(commits.get(head).applications());
        applications.remove(key);
        return push(head, applications);
    }

    /// Gives one application's folder another name.
    synchronized Revision rename(ApplicationKey from, ApplicationKey to) {
        Map<ApplicationKey, Content> applications =
                new TreeMap<>(commits.get(head).applications());
        applications.put(to, applications.remove(from));
        return push(head, applications);
    }

    /// Several applications in one commit.
    synchronized Revision commit(Map<ApplicationKey, List<Manifest>> changed) {
        Map<ApplicationKey, Content> applications = new TreeMap<>(applications(head));
        changed.forEach(
                (key, manifests) -> applications.put(key, new Content(ApplicationPolicy.DEFAULT, manifests, false)));
        return push(head, applications);
    }

    /// Rewrites history: a commit without a parent.
    synchronized Revision forcePush(ApplicationKey key, Manifest... manifests) {
        return put(Revision.NONE, key, new Content(ApplicationPolicy.DEFAULT, List.of(manifests), false));
    }

    synchronized Revision empty() {
        return push(head, Map.of());
    }

    private Revision put(Revision parent, ApplicationKey key, Content content) {
        Map<ApplicationKey, Content> applications = new TreeMap<>(applications(parent));
        applications.put(key, content);
        return push(parent, applications);
    }

    private Map<ApplicationKey, Content> applications(Revision revision) {
        Commit commit = commits.get(revision);
        return commit == null ? Map.of() : commit.applications();
    }

    private Revision push(Revision parent, Map<ApplicationKey, Content> applications) {
        head = new Revision(
                Digest.of("commit " + commits.size() + parent.id()).hex().substring(0, 40));
        commits.put(head, new Commit(parent, applications));
        return head;
    }

    /// From now on the clone has no history before this commit.
    synchronized void shallowAt(Revision revision) {
        commits.put(revision, new Commit(Revision.NONE, commits.get(revision).applications()));
    }

    /// From now on the clone knows again what came before this commit.
    synchronized void deepenAt(Revision revision, Revision parent) {
        commits.put(revision, new Commit(parent, commits.get(revision).applications()));
    }

    /// The next commits have this freeze.
    synchronized void freeze(Freeze freeze) {
        freezes = List.of(freeze);
    }

    synchronized void isDown(boolean down) {
        isDown = down;
    }

    synchronized int renderings() {
        return renderings;
    }

    /// From now on it does not answer, until released.
    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    /// @return true if somebody waits for an answer
    boolean isAsked() {
        return isAsked && held.getCount() > 0;
    }

    @Override
    public Fetched fetch() {
        isAsked = true;
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        isAsked = false;
        return fetched();
    }

    private synchronized Fetched fetched() {
        return isDown || !head.isKnown()
                ? new Fetched.Failed("main", "PH-131", "The Git server does not answer.")
                : new Fetched.At("main", head, false);
    }

    @Override
    public synchronized Slice slice(Revision revision) {
        var entries = new TreeMap<ApplicationKey, SliceEntry>();
        commits.get(revision).applications().forEach((key, content) -> {
            var text = new StringBuilder(content.policy().toString()).append(content.isBroken());
            content.manifests()
                    .forEach(manifest -> text.append(manifest.digest().hex()));
            entries.put(key, new SliceEntry(key, key.path(), Digest.of(text.toString())));
        });
        return new Slice(revision, new ClusterSpec(cluster, "test", Map.of("region", "eu"), false, freezes), entries);
    }

    @Override
    public synchronized Rendering render(Slice slice, SliceEntry entry) {
        renderings++;
        Content content = commits.get(slice.revision()).applications().get(entry.key());
        return content.isBroken()
                ? new Rendering.Refused(
                        entry.key(),
                        slice.revision(),
                        List.of(new InputError(
                                "PH-110", new Origin("app/broken.yaml", 1, 3), "This is not YAML: close the quote.")))
                : new Rendering.Rendered(entry.key(), slice.revision(), content.policy(), content.manifests());
    }

    @Override
    public synchronized boolean isAncestor(Revision ancestor, Revision descendant) {
        for (Revision at = descendant; at.isKnown(); at = commits.get(at).parent()) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
