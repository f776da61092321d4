package io.pilothouse.demo.fleet;

import io.pilothouse.demo.process.DemoFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which of the user's contexts is which cluster of the fleet.
public final class OwnClusters {
    private OwnClusters() {}

    /// `cluster=context` says it. A context that is called like a cluster is that cluster. With the example
    /// repository, whose names nobody else uses, the others take the clusters that are left, in order.
    ///
    /// @param known the clusters of the example; empty with the user's own repository
    public static List<Member> members(Path kubeconfig, List<String> contexts, Optional<List<String>> known) {
        if (contexts.isEmpty()) {
            throw new DemoFailure("--kubeconfig needs --contexts: name the contexts to use, separated by commas");
        }
        List<String> left = new ArrayList<>(known.orElse(List.of()));
        contexts.forEach(context -> left.remove(named(context)));
        return contexts.stream()
                .map(context -> new Member(cluster(context, known, left), kubeconfig, contextOf(context)))
                .toList();
    }

    private static String cluster(String context, Optional<List<String>> known, List<String> left) {
        String name = named(context);
        if (known.isEmpty() || known.get().contains(name)) {
            return name;
        }
        if (context.contains("=")) {
            throw new DemoFailure(
                    "\"" + context + "\" names a cluster that the example repository does not have; it has "
                            + String.join(", ", known.get()));
        }
        if (left.isEmpty()) {
            throw new DemoFailure("more contexts than the example repository has clusters ("
                    + String.join(", ", known.get()) + "); name fewer, or use --clusters to make it larger");
        }
        return left.removeFirst();
    }

    private static String named(String context) {
        int equals = context.indexOf('=');
        return equals < 0 ? context : context.substring(0, equals);
    }

    private static String contextOf(String context) {
        return context.substring(context.indexOf('=') + 1);
    }
}
