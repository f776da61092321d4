package io.pilothouse.agent.port;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;

/// A Kubernetes cluster, as the reconciler needs it. Calls block, are safe from any thread, and are bounded in number
/// and time; none throws for what a cluster can do.
public interface Cluster {

    /// @return who the cluster is, or why it does not say
    Facts facts();

    /// The only way to change an application's objects: as the account that the application has.
    ///
    /// @param serviceAccount that its policy names; empty for the usual one of its namespace, or of the infra layer
    Tenant as(ApplicationKey application, String serviceAccount);

    /// @return the object as it is now
    Look look(ResourceKey key, String apiVersion);

    /// Watches all of our objects of a kind from now on, after listing them; and lists them again if the watch
    /// broke. Does nothing for a kind that is watched already. A kind the cluster does not know counts as listed
    /// and empty, until [#kindMayExist] says to look again.
    void watch(KindName kind);

    /// Lists everything anew: what the watches told before was told to somebody who is gone. After it returns,
    /// nothing counts as listed by a list that began before.
    void relist();

    /// A definition of this group was applied: its kinds may be served by now.
    void kindMayExist(String group);

    /// Where what the watches see goes. Called once, before the first [#watch].
    void watchInto(LiveSink sink);

    InventoryStore inventories();

    /// Who the cluster is.
    sealed interface Facts {
        /// @param uid UID of the `kube-system` namespace
        /// @param version such as `v1.34.2`
        record Known(String uid, String version) implements Facts {}

        record Unknown(StepOutcome.Failure failure) implements Facts {}
    }

    /// What was seen.
    sealed interface Look {
        record Found(Json.Obj live) implements Look {
            /// Without the object, which may be a secret.
            @Override
            public String toString() {
                return "Found[]";
            }
        }

        record Missing() implements Look {}

        record Failed(StepOutcome.Failure failure) implements Look {}
    }
}
