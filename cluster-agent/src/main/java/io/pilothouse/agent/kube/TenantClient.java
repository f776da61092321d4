package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.agent.port.Trial;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.drift.Manager;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.ObjectSize;
import io.pilothouse.core.rights.Identity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Changes objects as one account. The only class that does: whoever wants to write has to come by an [Identity] first,
/// and that is never blank.
final class TenantClient implements Tenant {
    /// How long a deleted object may take to be gone before it is created anew: its pods get the usual 30 s to end.
    private static final Duration GONE_WITHIN = Duration.ofSeconds(60);

    private static final String DRY_RUN = "&dryRun=All";
    private static final String NOT_DRY = "";

    private final Api api;
    private final Kinds kinds;
    private final Cooldown cooldown;
    private final RandomGenerator random;
    private final Identity identity;
    private final NamespaceMaker namespaces;

    TenantClient(
            Api api,
            Kinds kinds,
            Cooldown cooldown,
            RandomGenerator random,
            Identity identity,
            NamespaceMaker namespaces) {
        this.api = api;
        this.kinds = kinds;
        this.cooldown = cooldown;
        this.random = random;
        this.identity = identity;
        this.namespaces = namespaces;
    }

    /// Makes a namespace, see [Tenant#createNamespace].
    @FunctionalInterface
    interface NamespaceMaker {
        StepOutcome make();
    }

    @Override
    public StepOutcome apply(Manifest manifest, ApplyMode mode, boolean isForced) {
        return paced(
                manifest.key(),
                () -> onKind(manifest, resource -> switch (mode) {
                    case APPLY -> serverSide(resource, manifest, isForced, NOT_DRY);
                    case IF_NOT_PRESENT -> create(resource, manifest, NOT_DRY);
                    case REPLACE -> replace(resource, manifest, NOT_DRY);
                    case FORCE -> forced(resource, manifest, isForced);
                }));
    }

    @Override
    public Trial dryRun(Manifest manifest, ApplyMode mode) {
        StepOutcome outcome = onKind(manifest, resource -> switch (mode) {
            case APPLY, FORCE -> serverSide(resource, manifest, false, DRY_RUN);
            case IF_NOT_PRESENT -> create(resource, manifest, DRY_RUN);
            case REPLACE -> replace(resource, manifest, DRY_RUN);
        });
        return switch (outcome) {
            case StepOutcome.Applied applied -> new Trial.Would(applied.isCreated(), applied.live());
            case StepOutcome.Deleted _ -> throw new IllegalStateException("an apply does not delete");
            case StepOutcome.Rejected rejected
            when mode == ApplyMode.FORCE && isRecreated(manifest.key(), rejected) ->
                new Trial.WouldRecreate(rejected.message());
            case StepOutcome.Failure failure
            when failure.message().contains("does not support dry run") ->
                new Trial.Untried(manifest.key() + " cannot be tried, because an admission webhook has side effects and"
                        + " is not called in a dry run; applying it may work.");
            case StepOutcome.Failure failure -> new Trial.Refused(failure);
        };
    }

    @Override
    public StepOutcome delete(ResourceKey key, String apiVersion, String uid) {
        return paced(key, () -> switch (kinds.resolve(new KindName(apiVersion, key.kind()))) {
            case Kinds.Answer.Unknown unknown -> unknown.failure();
            case Kinds.Answer.NotServed _ -> new StepOutcome.Deleted();
            case Kinds.Answer.Moved moved -> delete(moved.resource(), key, uid, "Foreground");
            case Kinds.Answer.Served served -> delete(served.resource(), key, uid, "Foreground");
        });
    }

    @Override
    public StepOutcome createNamespace() {
        return namespaces.make();
    }

    private interface Attempt {
        StepOutcome make();
    }

    /// At most one write in a second to an object that the API server keeps refusing.
    private StepOutcome paced(ResourceKey object, Attempt attempt) {
        try {
            Thread.sleep(cooldown.left(object));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outages.stopped();
        }
        StepOutcome outcome = attempt.make();
        cooldown.ended(object, outcome instanceof StepOutcome.Failure);
        return outcome;
    }

    private StepOutcome onKind(Manifest manifest, Function<Kinds.Resource, StepOutcome> action) {
        Optional<String> tooLarge = ObjectSize.objection(manifest);
        if (tooLarge.isPresent()) {
            return new StepOutcome.Rejected(Codes.TOO_LARGE, tooLarge.get());
        }
        KindName kind = KindName.of(manifest);
        StepOutcome outcome = onKind(kind, manifest, action);
        boolean isKindGone = outcome instanceof StepOutcome.Rejected rejected
                && rejected.code().equals(Codes.UNKNOWN_KIND)
                && kinds.isKnown(kind);
        if (isKindGone) {
            // what was learnt of this version is old: a definition went, or was not yet ready a moment ago
            kinds.forget(kind);
            return onKind(kind, manifest, action);
        }
        return outcome;
    }

    private StepOutcome onKind(KindName kind, Manifest manifest, Function<Kinds.Resource, StepOutcome> action) {
        return switch (kinds.resolve(kind)) {
            case Kinds.Answer.Unknown unknown -> unknown.failure();
            case Kinds.Answer.NotServed not -> Kinds.failure(manifest.key(), not);
            case Kinds.Answer.Moved moved -> Kinds.failure(manifest.key(), manifest.apiVersion(), moved);
            case Kinds.Answer.Served served -> action.apply(served.resource());
        };
    }

    private StepOutcome serverSide(Kinds.Resource resource, Manifest manifest, boolean isForced, String dry) {
        StepOutcome outcome = patch(resource, manifest, isForced, dry);
        // a person's edit gives way to Git; anybody else has to be asked by a person
        boolean isOverruled = !isForced
                && outcome instanceof StepOutcome.Conflict conflict
                && conflict.fields().stream().allMatch(field -> Manager.isHandEdit(field.manager()));
        return isOverruled ? patch(resource, manifest, true, dry) : outcome;
    }

    private StepOutcome patch(Kinds.Resource resource, Manifest manifest, boolean isForced, String dry) {
        // Strict makes newer API servers refuse misspelt fields instead of dropping them; older ones do not know it
        String path = resource.of(manifest.key()) + "?fieldManager=" + Manager.OURS + "&force=" + isForced
                + "&fieldValidation=Strict" + dry;
        return applied(manifest.key(), api.writeAs(identity, "PATCH", Api.APPLY, path, manifest.content()));
    }

    /// Creates, because the API server decides then whether the object is there; asking first would leave a moment
    /// in between.
    private StepOutcome create(Kinds.Resource resource, Manifest manifest, String dry) {
        String path = resource.in(manifest.key()) + "?fieldManager=" + Manager.OURS + "&fieldValidation=Strict" + dry;
        Api.Reply reply = api.writeAs(identity, "POST", Api.JSON, path, manifest.content());
        boolean isThere = reply instanceof Api.Reply.Answer answer
                && answer.status() == 409
                && answer.body().text("reason").orElse("").equals("AlreadyExists");
        return isThere ? applied(manifest.key(), api.get(resource.of(manifest.key()))) : applied(manifest.key(), reply);
    }

    /// Puts the object in place of the one that is there, and of no other: its UID and version go along.
    private StepOutcome replace(Kinds.Resource resource, Manifest manifest, String dry) {
        return switch (api.get(resource.of(manifest.key()))) {
            case Api.Reply.Answer answer
            when answer.isSuccess() -> {
                Json.Obj live = answer.body().object("metadata");
                Json.Obj metadata = manifest.content()
                        .object("metadata")
                        .with("uid", new Json.Text(live.text("uid").orElse("")))
                        .with(
                                "resourceVersion",
                                new Json.Text(live.text("resourceVersion").orElse("")));
                String path =
                        resource.of(manifest.key()) + "?fieldManager=" + Manager.OURS + "&fieldValidation=Strict" + dry;
                yield applied(
                        manifest.key(),
                        api.writeAs(
                                identity,
                                "PUT",
                                Api.JSON,
                                path,
                                manifest.content().with("metadata", metadata)));
            }
            case Api.Reply.Answer answer when answer.status() == 404 -> patch(resource, manifest, false, dry);
            case Api.Reply reply -> applied(manifest.key(), reply);
        };
    }

    private StepOutcome forced(Kinds.Resource resource, Manifest manifest, boolean isForced) {
        StepOutcome outcome = serverSide(resource, manifest, isForced, NOT_DRY);
        return outcome instanceof StepOutcome.Rejected rejected && isRecreated(manifest.key(), rejected)
                ? recreate(resource, manifest)
                : outcome;
    }

    private static boolean isRecreated(ResourceKey object, StepOutcome.Rejected rejected) {
        return rejected.code().equals(Codes.IMMUTABLE) && Immutable.isRecreatable(object);
    }

    /// Deletes the object that was looked at and no other, waits until it is gone, and creates it.
    private StepOutcome recreate(Kinds.Resource resource, Manifest manifest) {
        ResourceKey key = manifest.key();
        String uid = uid(api.get(resource.of(key)));
        if (!uid.isEmpty()) {
            StepOutcome deleted = delete(resource, key, uid, Immutable.propagation(key));
            if (deleted instanceof StepOutcome.Failure) {
                return deleted;
            }
            long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
            while (uid(api.get(resource.of(key))).equals(uid)) {
                if (System.nanoTime() - deadline > 0) {
                    return new StepOutcome.Unreachable(
                            Codes.IMMUTABLE,
                            key + " was deleted to be created anew and is not gone after " + GONE_WITHIN.toSeconds()
                                    + " s: look at its finalizers; the agent creates it as soon as it is gone.",
                            Duration.ZERO);
                }
                try {
                    Thread.sleep(100 + random.nextInt(200));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Outages.stopped();
                }
            }
        }
        return patch(resource, manifest, true, NOT_DRY);
    }

    private static String uid(Api.Reply reply) {
        return reply instanceof Api.Reply.Answer answer && answer.isSuccess()
                ? answer.body().text("metadata", "uid").orElse("")
                : "";
    }

    private StepOutcome delete(Kinds.Resource resource, ResourceKey key, String uid, String propagation) {
        Json.Obj options = Json.ofTexts(
                        Map.of("apiVersion", "v1", "kind", "DeleteOptions", "propagationPolicy", propagation))
                .with("preconditions", Json.ofTexts(Map.of("uid", uid)));
        return switch (api.writeAs(identity, "DELETE", Api.JSON, resource.of(key), options)) {
            case Api.Reply.NoAnswer none -> none.failure();
            case Api.Reply.Answer answer
            when answer.isSuccess() || (answer.status() == 404 && !answer.isKindGone()) -> new StepOutcome.Deleted();
            case Api.Reply.Answer answer when isAnother(answer) -> new StepOutcome.Deleted();
            case Api.Reply.Answer answer -> failure(key, answer);
        };
    }

    /// Another object has the name by now, so that ours is gone; or ours is on its way already.
    private static boolean isAnother(Api.Reply.Answer answer) {
        String message = answer.body().text("message").orElse("");
        return answer.status() == 409
                && (message.contains("recondition") || message.contains("ensuring all content is removed"));
    }

    private StepOutcome applied(ResourceKey key, Api.Reply reply) {
        return switch (reply) {
            case Api.Reply.NoAnswer none -> none.failure();
            case Api.Reply.Answer answer
            when answer.isSuccess() -> new StepOutcome.Applied(answer.status() == 201, answer.body());
            case Api.Reply.Answer answer -> failure(key, answer);
        };
    }

    private StepOutcome.Failure failure(ResourceKey key, Api.Reply.Answer answer) {
        return answer.status() == 403
                ? RightsFailures.of(identity, key, answer, api.connection().server())
                : Failures.of(key, answer, api.connection().server());
    }
}
