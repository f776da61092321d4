package io.pilothouse.agent.port;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;

/// Takes what watches see. Returns at once; called from many threads, but for one kind from one.
public interface LiveSink {
    /// An object of ours is there, or has changed.
    ///
    /// @param mark value of our label
    void live(KindName kind, ResourceKey key, String mark, Json.Obj object);

    /// An object of ours is gone, or no longer carries our label.
    ///
    /// @param mark value our label had
    /// @param resourceVersion of the change; empty if it was missed and only a list showed it
    void gone(KindName kind, ResourceKey key, String mark, String resourceVersion);

    /// All objects of a kind have been told; from now on what was not told is not there.
    void listed(KindName kind);

    /// Watching a kind does not work, or works again.
    ///
    /// @param sentence why not; empty if it does
    void trouble(KindName kind, String sentence);
}
