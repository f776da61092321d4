package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.LiveSink;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// Brings what the watches see to the owners it concerns: to the one whose label the object carries, and to the one
/// that
/// declares it, which differ when an object moves or somebody meddles with the label. Thread-safe.
final class LiveRouter implements LiveSink {
    private final Map<String, Mailbox> byMark = new ConcurrentHashMap<>();
    private final Map<ApplicationKey, Mailbox> byApplication = new ConcurrentHashMap<>();
    private final Set<KindName> listed = ConcurrentHashMap.newKeySet();
    private final InstantSource clock;
    private final BiConsumer<KindName, String> troubled;
    private volatile Map<ResourceKey, ApplicationKey> declared = Map.of();

    /// @param troubled takes a sentence when watching fails, and empty text when it works
    LiveRouter(InstantSource clock, BiConsumer<KindName, String> troubled) {
        this.clock = clock;
        this.troubled = troubled;
    }

    void add(ApplicationKey application, String mark, Mailbox mailbox) {
        byMark.put(mark, mailbox);
        byApplication.put(application, mailbox);
    }

    void remove(ApplicationKey application, String mark, Mailbox mailbox) {
        byMark.remove(mark, mailbox);
        byApplication.remove(application, mailbox);
    }

    void declare(Map<ResourceKey, ApplicationKey> owners) {
        declared = owners;
    }

    /// Nothing counts as listed any more.
    void forgetListed() {
        listed.clear();
    }

    /// @return which application of the newest commit declares an object
    Optional<ApplicationKey> declaredBy(ResourceKey object) {
        return Optional.ofNullable(declared.get(object));
    }

    /// @return kinds of which everything that existed has been put into mailboxes
    Set<KindName> listed() {
        return Set.copyOf(listed);
    }

    @Override
    public void live(KindName kind, ResourceKey key, String mark, Json.Obj object) {
        String version = object.text("metadata", "resourceVersion").orElse("");
        Mailbox.Sighting sighting = new Mailbox.Sighting(kind, key, Optional.of(object), version, clock.instant());
        concerned(key, mark).forEach(mailbox -> mailbox.see(sighting));
    }

    @Override
    public void gone(KindName kind, ResourceKey key, String mark, String resourceVersion) {
        Mailbox.Sighting sighting = new Mailbox.Sighting(kind, key, Optional.empty(), resourceVersion, clock.instant());
        concerned(key, mark).forEach(mailbox -> mailbox.see(sighting));
    }

    private Set<Mailbox> concerned(ResourceKey key, String mark) {
        Set<Mailbox> mailboxes = new LinkedHashSet<>();
        Optional.ofNullable(byMark.get(mark)).ifPresent(mailboxes::add);
        Optional.ofNullable(declared.get(key))
                .flatMap(owner -> Optional.ofNullable(byApplication.get(owner)))
                .ifPresent(mailboxes::add);
        return mailboxes;
    }

    @Override
    public void listed(KindName kind) {
        if (listed.add(kind)) {
            byApplication.values().forEach(Mailbox::poke);
        }
    }

    @Override
    public void trouble(KindName kind, String sentence) {
        troubled.accept(kind, sentence);
    }
}
