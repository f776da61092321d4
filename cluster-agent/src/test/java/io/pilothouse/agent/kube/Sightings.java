package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.LiveSink;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;

/// What watches told of one namespace, in order. Thread-safe.
final class Sightings implements LiveSink {
    private final List<String> live = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final String namespace;
    private int listed;

    Sightings(String namespace) {
        this.namespace = namespace;
    }

    @Override
    public synchronized void live(KindName kind, ResourceKey key, String mark, Json.Obj object) {
        if (key.namespace().equals(namespace)) {
            live.add(key.name());
        }
    }

    @Override
    public synchronized void gone(KindName kind, ResourceKey key, String mark, String resourceVersion) {
        if (key.namespace().equals(namespace)) {
            gone.add(key.name());
        }
    }

    @Override
    public synchronized void listed(KindName kind) {
        listed++;
    }

    @Override
    public synchronized void trouble(KindName kind, String sentence) {
        troubles.add(sentence);
    }

    synchronized boolean isListed() {
        return listed > 0;
    }

    /// @return how often everything was told anew
    synchronized int lists() {
        return listed;
    }

    synchronized List<String> live() {
        return List.copyOf(live);
    }

    synchronized List<String> gone() {
        return List.copyOf(gone);
    }

    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }
}
