package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.LiveSink;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.agent.port.Trial;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A real cluster that counts what is asked of it, and can be made to lose the agent at a chosen apply.
final class CountingCluster implements Cluster {
    private final Cluster real;
    final List<ResourceKey> applied = new CopyOnWriteArrayList<>();
    final List<ResourceKey> deleted = new CopyOnWriteArrayList<>();
    /// The accounts that objects were written as, empty for the usual one.
    final Set<String> appliers = ConcurrentHashMap.newKeySet();
    final Set<String> deleters = ConcurrentHashMap.newKeySet();
    final AtomicInteger stored = new AtomicInteger();
    /// The most applies there were at once.
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private volatile Predicate<Manifest> hangsAt = _ -> false;
    private volatile boolean isHanging;

    CountingCluster(Cluster real) {
        this.real = real;
    }

    /// From the first such apply on nothing is done any more, as after `kill -9`.
    void hangAt(Predicate<Manifest> manifests) {
        hangsAt = manifests;
    }

    /// @return true if that has happened
    boolean isHanging() {
        return isHanging;
    }

    @Override
    public Facts facts() {
        return real.facts();
    }

    @Override
    public Tenant as(ApplicationKey application, String serviceAccount) {
        return new CountingTenant(serviceAccount, real.as(application, serviceAccount));
    }

    private final class CountingTenant implements Tenant {
        private final String account;
        private final Tenant behind;

        CountingTenant(String account, Tenant behind) {
            this.account = account;
            this.behind = behind;
        }

        @Override
        public StepOutcome apply(Manifest manifest, ApplyMode mode, boolean isForced) {
            if (hangsAt.test(manifest)) {
                hangsAt = _ -> true;
                isHanging = true;
                try {
                    new java.util.concurrent.CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new StepOutcome.Unreachable(Codes.UNREACHABLE, "killed", java.time.Duration.ZERO);
            }
            applied.add(manifest.key());
            appliers.add(account);
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                return behind.apply(manifest, mode, isForced);
            } finally {
                now.decrementAndGet();
            }
        }

        @Override
        public Trial dryRun(Manifest manifest, ApplyMode mode) {
            return behind.dryRun(manifest, mode);
        }

        @Override
        public StepOutcome delete(ResourceKey key, String apiVersion, String uid) {
            deleted.add(key);
            deleters.add(account);
            return behind.delete(key, apiVersion, uid);
        }

        @Override
        public StepOutcome createNamespace() {
            return behind.createNamespace();
        }
    }

    @Override
    public Look look(ResourceKey key, String apiVersion) {
        return real.look(key, apiVersion);
    }

    @Override
    public void watch(KindName kind) {
        real.watch(kind);
    }

    @Override
    public void relist() {
        real.relist();
    }

    @Override
    public void kindMayExist(String group) {
        real.kindMayExist(group);
    }

    @Override
    public void watchInto(LiveSink sink) {
        real.watchInto(sink);
    }

    @Override
    public InventoryStore inventories() {
        InventoryStore store = real.inventories();
        return new InventoryStore() {
            @Override
            public List<io.pilothouse.core.plan.Inventory> loadAll() throws UnusableException {
                return store.loadAll();
            }

            @Override
            public void store(io.pilothouse.core.plan.Inventory inventory) throws UnusableException {
                stored.incrementAndGet();
                store.store(inventory);
            }

            @Override
            public void remove(io.pilothouse.core.plan.Inventory inventory) throws UnusableException {
                store.remove(inventory);
            }

            @Override
            public java.util.Optional<io.pilothouse.core.json.Json.Obj> load(String name) throws UnusableException {
                return store.load(name);
            }

            @Override
            public void store(String name, io.pilothouse.core.json.Json.Obj document) throws UnusableException {
                store.store(name, document);
            }

            @Override
            public List<String> names(String prefix) throws UnusableException {
                return store.names(prefix);
            }

            @Override
            public void remove(String name) throws UnusableException {
                store.remove(name);
            }

            @Override
            public byte[] key(String name) throws UnusableException {
                return store.key(name);
            }
        };
    }
}
