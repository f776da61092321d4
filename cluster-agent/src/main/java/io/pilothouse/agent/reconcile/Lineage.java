package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.Source;
import io.pilothouse.core.application.Revision;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The ancestors of one commit, as far as somebody asked. What was an ancestor of the commit before stays one of a
/// commit that descends from it, so that a shallow clone forgets nothing while the agent runs. What is none is asked
/// again: a deeper clone may know better. Thread-safe.
final class Lineage {
    private final Source source;
    private final Revision head;
    private final Set<Revision> ancestors = ConcurrentHashMap.newKeySet();

    private Lineage(Source source, Revision head) {
        this.source = source;
        this.head = head;
    }

    static Lineage of(Source source, Revision head) {
        return new Lineage(source, head);
    }

    /// @return the lineage of a newer commit
    Lineage advance(Revision next) {
        Lineage advanced = new Lineage(source, next);
        if (next.equals(head) || source.isAncestor(head, next)) {
            advanced.ancestors.addAll(ancestors);
            advanced.ancestors.add(head);
        }
        return advanced;
    }

    boolean isAncestor(Revision revision) {
        if (revision.equals(head) || ancestors.contains(revision)) {
            return true;
        }
        boolean isAncestor = revision.isKnown() && source.isAncestor(revision, head);
        if (isAncestor) {
            ancestors.add(revision);
        }
        return isAncestor;
    }
}
