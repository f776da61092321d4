package io.pilothouse.core.explain;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.EnumSet;
import java.util.Set;

/// What can be asked of an agent while it runs. Asking changes nothing in the cluster.
public sealed interface Question {
    /// @return the application that it is about
    ApplicationKey application();

    /// What would a sync of the application do now? Answered by a [PlanReport].
    ///
    /// @param revision the commit to plan for; [Revision#NONE] for the one in force
    record Plan(ApplicationKey application, Revision revision) implements Question {}

    /// How is one of the application's objects? Answered by an [ObjectReport].
    ///
    /// @param aspects what to look at; all of them where empty
    record OneObject(ApplicationKey application, ResourceKey object, Set<Aspect> aspects) implements Question {
        public OneObject {
            aspects = aspects.isEmpty() ? Aspect.all() : Set.copyOf(aspects);
        }
    }

    /// What there is to know of an object.
    enum Aspect {
        /// The object as it is in the cluster.
        LIVE,
        /// What a sync would change in it.
        CHANGES,
        /// What Kubernetes said of it and of its pods lately.
        EVENTS,
        /// The last lines of its worst pod.
        LOGS;

        /// @return all of them
        public static Set<Aspect> all() {
            return EnumSet.allOf(Aspect.class);
        }
    }
}
