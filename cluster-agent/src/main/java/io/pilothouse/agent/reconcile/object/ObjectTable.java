package io.pilothouse.agent.reconcile.object;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.agent.reconcile.health.HealthKeeper;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.drift.Comparison;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.drift.Unowned;
import io.pilothouse.core.health.Claim;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.hook.HookRecord;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Approval;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Observed;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.core.policy.SyncOptions;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.FieldDrift;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// What one application's owner knows of its objects: what Git declares, what we applied, and what is live. Of live
/// objects only conclusions are kept, never the objects. Belongs to one thread.
public final class ObjectTable {
    private final Fingerprints fingerprints;
    private final Tolerance tolerance;
    private final Map<ResourceKey, Desired> desired = new TreeMap<>();
    private final Map<ResourceKey, Live> live = new HashMap<>();
    private final OpenInventory inventory;
    private final Map<ResourceKey, Long> generations = new HashMap<>();
    private final HealthKeeper health;
    private final Differences differences = new Differences();
    private Set<ResourceKey> touched = new HashSet<>();
    private Optional<Set<KindName>> kinds = Optional.empty();
    private SyncOptions options = SyncOptions.DEFAULT;

    public ObjectTable(Inventory inventory, Fingerprints fingerprints, Tolerance tolerance, HealthKeeper health) {
        this.inventory = new OpenInventory(inventory);
        this.fingerprints = fingerprints;
        this.tolerance = tolerance;
        this.health = health;
    }

    /// @return what is left to others
    public Tolerance tolerance() {
        return tolerance;
    }

    /// @return who judges these objects
    public HealthKeeper health() {
        return health;
    }

    /// @return the inventory as it should be stored now
    public Inventory inventory() {
        return inventory.value();
    }

    private void enter(InventoryEntry entry) {
        if (inventory.enter(entry)) {
            kinds = Optional.empty();
        }
        touch(entry.key());
    }

    /// @return the commit of which all was applied
    public Revision applied() {
        return inventory.head().applied();
    }

    /// @return the policy of what was applied
    public SyncPolicy policy() {
        return inventory.head().policy();
    }

    /// @return what we applied, or were about to
    public SortedMap<ResourceKey, InventoryEntry> entries() {
        return inventory.entries();
    }

    /// @param policy under which it is deleted when the folder is gone
    void govern(Revision applied, SyncPolicy policy) {
        inventory.change(head -> head.at(applied, policy));
    }

    /// @param account that the objects are changed as; empty for the usual one
    void writeAs(String account, SyncOptions how) {
        inventory.change(head -> head.as(account));
        options = how;
    }

    /// @return how an object is brought to what Git declares
    ApplyMode modeOf(Desired wanted) {
        ApplyMode wish = wanted.wishes().apply();
        return options.isForcing() && wish == ApplyMode.APPLY ? ApplyMode.FORCE : wish;
    }

    /// @return the account that the objects are changed as; empty for the usual one
    public String serviceAccount() {
        return inventory.head().serviceAccount();
    }

    /// @return objects that a person lets us delete
    public Set<Approval> approvals() {
        return inventory.head().approvals();
    }

    /// Takes a person's word; the cluster learns of it when the inventory is kept.
    void approve(Set<Approval> allowed) {
        inventory.change(head -> head.with(allowed));
    }

    /// @return who changes these objects
    public Tenant tenantOf(Cluster cluster) {
        return cluster.as(inventory.head().application(), serviceAccount());
    }

    /// Remembers that an object is about to be applied.
    public void announce(ResourceKey key, String apiVersion, Revision revision) {
        if (inventory.entry(key).isEmpty()) {
            enter(InventoryEntry.announced(key, apiVersion, revision));
        }
    }

    /// Lets a newer commit vouch for an object whose own commit is no ancestor any more, or cannot be told to be.
    void vouch(ResourceKey key, Revision revision) {
        inventory
                .entry(key)
                .map(entry -> new InventoryEntry(
                        key, entry.apiVersion(), entry.uid(), revision, entry.applied(), entry.baseline()))
                .ifPresent(this::enter);
    }

    /// Takes an object out of the inventory: it is no longer ours.
    public void strike(ResourceKey key) {
        inventory.strike(key);
        kinds = Optional.empty();
        touch(key);
    }

    /// @return what Git declares, by key
    public Collection<Desired> desired() {
        return desired.values();
    }

    /// @return what Git declares of an object
    public Optional<Desired> desired(ResourceKey key) {
        return Optional.ofNullable(desired.get(key));
    }

    /// @return what is known of a live object; empty if it is missing, or not known yet
    public Optional<Live> live(ResourceKey key) {
        return Optional.ofNullable(live.get(key)).map(known -> tolerated(key, known));
    }

    /// Rules about drift come and go while the object stays as it is, so they are minded when it is asked about.
    private Live tolerated(ResourceKey key, Live known) {
        Optional<Desired> wanted = known.drift().isEmpty() ? Optional.empty() : desired(key);
        if (wanted.isEmpty()) {
            return known;
        }
        List<FieldDrift> left = known.drift().stream()
                .filter(field -> !tolerance.isIgnored(wanted.get(), field.path()))
                .toList();
        return left.isEmpty()
                ? new Live(known.observed().matching(wanted.get().digest()), left, known.unowned(), known.verdict())
                : new Live(known.observed(), left, known.unowned(), known.verdict());
    }

    /// @return what the planner needs of all live objects
    public Map<ResourceKey, Observed> observed() {
        Map<ResourceKey, Observed> observed = new HashMap<>();
        live.forEach((key, known) -> observed.put(key, tolerated(key, known).observed()));
        return observed;
    }

    /// Every kind this application has to do with.
    public Set<KindName> kinds() {
        Set<KindName> known = kinds.orElseGet(() -> {
            Set<KindName> all = new HashSet<>();
            desired.values().forEach(wanted -> all.add(KindName.of(wanted)));
            inventory.entries().values().forEach(entry -> all.add(KindName.of(entry)));
            return Collections.unmodifiableSet(all);
        });
        kinds = Optional.of(known);
        return known;
    }

    /// @return which hooks of the newest run have ended
    public HookRecord hooks() {
        return inventory.head().hooks();
    }

    /// Takes down which hooks have ended; the cluster learns of it when the inventory is kept.
    public void keep(HookRecord hooks) {
        inventory.change(head -> head.with(hooks));
    }

    /// A hook was made: it is in the inventory, so that nothing is orphaned, and it never drifts.
    public void made(Desired hook, Json.Obj live) {
        String apiVersion = hook.apiVersion();
        InventoryEntry entry = inventory.entryOr(hook.key(), apiVersion, applied());
        enter(entry.applied(apiVersion, live.text("metadata", "uid").orElse(""), hook.digest(), Baseline.NONE));
        see(hook.key(), live);
    }

    /// Takes what Git declares now. What was concluded from comparing with another manifest no longer counts.
    public void declare(List<Desired> wanted) {
        Set<ResourceKey> before = Set.copyOf(desired.keySet());
        desired.clear();
        kinds = Optional.empty();
        wanted.forEach(one -> desired.put(one.key(), one));
        live.replaceAll((key, known) -> {
            Optional<Desired> left = desired(key).filter(Desired::isLeftOnceThere);
            if (left.isPresent()) {
                return known.as(left.get().digest());
            }
            // drift is only ever concluded from the manifest that was applied
            boolean isStillTrue = desired(key)
                    .map(one -> known.drift().isEmpty()
                            ? one.digest().equals(known.observed().matches())
                            : isApplied(one))
                    .orElse(false);
            return isStillTrue ? known : known.as(InventoryEntry.NOTHING);
        });
        before.forEach(this::touch);
        desired.keySet().forEach(this::touch);
    }

    /// Something that is told of an object has changed.
    public void touch(ResourceKey key) {
        touched.add(key);
        Optional<Desired> wanted = desired(key);
        differences.put(
                key,
                wanted.filter(this::isDrifted).isPresent(),
                wanted.filter(one -> !matches(one)).isPresent());
    }

    /// Rules about drift end by themselves, and what was concluded of any object under them is void.
    public void mindEndedRules() {
        if (tolerance.hasTurned()) {
            desired.keySet().forEach(this::touch);
        }
    }

    /// @return objects of which something else is known than when this was asked the last time
    public Set<ResourceKey> takeTouched() {
        Set<ResourceKey> taken = touched;
        touched = new HashSet<>();
        return taken;
    }

    /// @return true if exactly this manifest was applied, so that a difference is somebody else's doing
    public boolean isApplied(Desired wanted) {
        return inventory
                .entry(wanted.key())
                .map(InventoryEntry::applied)
                .filter(applied -> applied.equals(wanted.digest())
                        || (wanted.isLeftOnceThere() && !applied.equals(InventoryEntry.NOTHING)))
                .isPresent();
    }

    /// @return true if what is known is at least as new
    public boolean knowsNewer(ResourceKey key, String resourceVersion) {
        return live(key)
                .map(known -> known.observed().isAsNewAs(resourceVersion))
                .orElse(false);
    }

    /// Takes a live object as it is now.
    public void see(ResourceKey key, Json.Obj object) {
        Verdict verdict = health.assess(key, object, live(key).map(Live::verdict));
        Live known = desired(key)
                .map(wanted -> compared(wanted, object, verdict))
                .orElseGet(() -> new Live(Observed.of(object, InventoryEntry.NOTHING), List.of(), List.of(), verdict));
        live.put(key, known);
        touch(key);
    }

    private Live compared(Desired wanted, Json.Obj object, Verdict verdict) {
        if (wanted.isLeftOnceThere()) {
            return new Live(Observed.of(object, wanted.digest()), List.of(), List.of(), verdict);
        }
        Manifest manifest = wanted.manifest();
        Baseline baseline =
                inventory.entry(wanted.key()).map(InventoryEntry::baseline).orElse(Baseline.NONE);
        List<FieldDrift> drift = Comparison.compare(manifest, object, baseline, fingerprints);
        boolean isOurDoing = isApplied(wanted);
        return new Live(
                Observed.of(object, drift.isEmpty() && isOurDoing ? wanted.digest() : InventoryEntry.NOTHING),
                isOurDoing ? drift : List.of(),
                Unowned.of(manifest, object, fingerprints),
                verdict);
    }

    /// The object is not there any more.
    public void forget(ResourceKey key) {
        live.remove(key);
        generations.remove(key);
        touch(key);
    }

    /// Takes the API server's answer to an apply: it is the truth, and what it made of our values is no drift from
    /// now on.
    ///
    /// @return true if the apply changed something
    public boolean applied(Desired wanted, StepOutcome.Applied outcome, Revision revision) {
        String before = versionOf(wanted.key());
        if (wanted.isLeftOnceThere() && !isOurs(outcome.live())) {
            // somebody else made it: it is as wanted, and never ours to delete
            strike(wanted.key());
            see(wanted.key(), outcome.live());
            return false;
        }
        InventoryEntry entry = inventory.entryOr(wanted.key(), wanted.apiVersion(), revision);
        enter(entry.applied(
                wanted.apiVersion(),
                outcome.live().text("metadata", "uid").orElse(""),
                wanted.digest(),
                Baseline.of(tolerance.sent(wanted, outcome.live()).content(), outcome.live())));
        see(wanted.key(), outcome.live());
        generations.put(wanted.key(), outcome.live().integer(0, "metadata", "generation"));
        return !versionOf(wanted.key()).equals(before);
    }

    private String versionOf(ResourceKey key) {
        return live(key).map(known -> known.observed().resourceVersion()).orElse("");
    }

    private boolean isOurs(Json.Obj object) {
        String owner = object.text("metadata", "labels", Ownership.LABEL).orElse("");
        return owner.equals(Ownership.mark(inventory.head().application()));
    }

    /// @return what has to be seen of an object before a run goes on
    public Claim claim(Desired wanted) {
        return new Claim(
                wanted.key(),
                wanted.digest(),
                wanted.isLeftOnceThere()
                        ? wanted.digest()
                        : inventory
                                .entry(wanted.key())
                                .map(InventoryEntry::applied)
                                .orElse(InventoryEntry.NOTHING),
                generations.getOrDefault(wanted.key(), 0L));
    }

    /// @return objects that differ from what was applied, by somebody else's hand
    public SortedSet<ResourceKey> drifted() {
        return differences.drifted();
    }

    private boolean isDrifted(Desired wanted) {
        boolean isMinded = tolerance.treatmentOf(wanted) != SyncPolicy.DriftPolicy.IGNORE;
        return isMinded
                && isApplied(wanted)
                && live(wanted.key())
                        .map(one -> !one.drift().isEmpty() && !one.observed().isTerminating())
                        .orElse(true);
    }

    /// @return the drift of an object: its fields, or that it is gone
    public List<FieldDrift> driftOf(ResourceKey key) {
        return live(key).map(Live::drift).orElseGet(() -> List.of(Comparison.deleted()));
    }

    /// @return true if everything that Git declares is as Git says
    public boolean isMatching() {
        return differences.unmatched().isEmpty();
    }

    /// @return true if the live object is as Git says
    public boolean matches(Desired wanted) {
        return live(wanted.key())
                .map(known -> known.observed().matches().equals(wanted.digest()))
                .orElse(false);
    }
}
