package io.pilothouse.agent.reconcile;

import io.pilothouse.core.application.Revision;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The ancestors of one commit, as far as somebody asked. What was an ancestor of the commit before stays one of a
/// commit
/// that descends from it, so that a shallow clone forgets nothing while the agent runs. Thread-safe.
final class Lineage {
    private final Source source;
    private final Revision head;
    private final Map<Revision, Boolean> answers = new ConcurrentHashMap<>();

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
            answers.forEach((revision, isAncestor) -> {
                if (isAncestor) {
                    advanced.answers.put(revision, true);
                }
            });
            advanced.answers.put(head, true);
        }
        return advanced;
    }

    boolean isAncestor(Revision revision) {
        return revision.equals(head)
                || answers.computeIfAbsent(revision, asked -> asked.isKnown() && source.isAncestor(asked, head));
    }
}
