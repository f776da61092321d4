package io.pilothouse.agent.reconcile.tombstone;

import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.core.tombstone.Graveyard;
import io.pilothouse.core.tombstone.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what prunes delete, in the cluster and for a week, so that a person can have it back. Thread-safe; calls for
/// one application are served one after the other.
public final class Tombstones {
    private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);
    private static final String PREFIX = "tombstones-";
    private static final String KEY = "pilothouse-tombstone-key";
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    private final InventoryStore store;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private volatile Optional<Sealing> sealing = Optional.empty();
    private volatile Instant swept = Instant.MIN;

    public Tombstones(InventoryStore store) {
        this.store = store;
    }

    /// Keeps objects that are about to be deleted. Nothing may be deleted if this fails.
    public void bury(ApplicationKey application, Collection<Tombstone> deleted, Instant now)
            throws InventoryStore.UnusableException {
        List<Tombstone> sealed = new ArrayList<>();
        for (Tombstone one : deleted) {
            sealed.add(TombstoneCodec.isSecret(one) ? TombstoneCodec.seal(one, sealing()) : one);
        }
        synchronized (lock(application)) {
            Graveyard.Buried buried = load(application).bury(sealed, now);
            store.store(name(application), TombstoneCodec.write(application, buried.graveyard()));
            if (!buried.dropped().isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("application", application.path())
                        .addKeyValue("objects", buried.dropped().size())
                        .addKeyValue("first", buried.dropped().getFirst().name())
                        .log("Too much was deleted to keep all of it: the oldest cannot be had back any more");
            }
        }
    }

    /// @return what can be had back
    Graveyard of(ApplicationKey application, Instant now) throws InventoryStore.UnusableException {
        synchronized (lock(application)) {
            return load(application).at(now);
        }
    }

    /// @return what a tombstone says; empty if nobody can read it any more
    Optional<Tombstone> open(Tombstone one) throws InventoryStore.UnusableException {
        return TombstoneCodec.isSecret(one) ? TombstoneCodec.open(one, sealing()) : Optional.of(one);
    }

    /// Forgets what lives again.
    void remove(ApplicationKey application, Collection<Tombstone> risen) throws InventoryStore.UnusableException {
        synchronized (lock(application)) {
            Graveyard left = load(application).without(risen);
            if (left.tombstones().isEmpty()) {
                store.remove(name(application));
            } else {
                store.store(name(application), TombstoneCodec.write(application, left));
            }
        }
    }

    /// Removes what is over, of all applications, also of those that are gone; looks once an hour at most.
    public void sweep(Instant now) {
        if (now.isBefore(swept.equals(Instant.MIN) ? swept : swept.plus(BETWEEN_SWEEPS))) {
            return;
        }
        swept = now;
        try {
            for (String name : store.names(PREFIX)) {
                sweep(name, now);
            }
        } catch (InventoryStore.UnusableException e) {
            LOG.atInfo().addKeyValue("why", e.getMessage()).log("Old tombstones were not removed; tried again later");
        }
    }

    private void sweep(String name, Instant now) throws InventoryStore.UnusableException {
        synchronized (locks.computeIfAbsent(name, _ -> new Object())) {
            Optional<Json.Obj> document = store.load(name);
            if (document.isPresent()
                    && TombstoneCodec.read(document.get()).at(now).tombstones().isEmpty()) {
                store.remove(name);
            }
        }
    }

    private Graveyard load(ApplicationKey application) throws InventoryStore.UnusableException {
        return store.load(name(application)).map(TombstoneCodec::read).orElse(Graveyard.EMPTY);
    }

    private Sealing sealing() throws InventoryStore.UnusableException {
        if (sealing.isEmpty()) {
            sealing = Optional.of(new Sealing(store.key(KEY)));
        }
        return sealing.get();
    }

    private Object lock(ApplicationKey application) {
        return locks.computeIfAbsent(name(application), _ -> new Object());
    }

    private static String name(ApplicationKey application) {
        return PREFIX + Ownership.mark(application);
    }
}
