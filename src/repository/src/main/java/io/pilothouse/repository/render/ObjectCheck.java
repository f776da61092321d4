package io.pilothouse.repository.render;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.slice.BuiltInKinds.Scope;
import io.pilothouse.core.slice.NamespacePolicy;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.repository.layout.NamespaceSpec;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.SourceObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks one object and gives it its place: what it is, which namespace it is in, and that the folder it stands in may
/// hold
/// it. Everything is checked, so that one look is enough to mend a file.
final class ObjectCheck {
    static final int LARGEST_OBJECT = 3 << 19;

    private static final Pattern VERSION = Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?v[a-z0-9]{1,30}");
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern RBAC_NAME = Pattern.compile("[^/%\\p{Cntrl}]{1,253}");
    private static final String RBAC = "rbac.authorization.k8s.io";
    /// What the server writes: an object that carries it was copied out of a cluster.
    private static final List<String> SERVER_OWNED =
            List.of("uid", "resourceVersion", "managedFields", "selfLink", "deletionTimestamp");

    private static final Set<String> TEXT_MAPS = Set.of("data", "stringData", "binaryData");

    private final ApplicationKey application;
    private final NamespacePolicy policy;
    private final String otherwise;
    private final Scopes scopes;
    private final Findings findings;

    ObjectCheck(Recipe recipe, Scopes scopes, Findings findings) {
        this.application = recipe.layout().key();
        this.policy = recipe.layout().namespace().map(NamespaceSpec::policy).orElse(NamespacePolicy.NONE);
        this.otherwise = recipe.spec().namespace();
        this.scopes = scopes;
        this.findings = findings;
    }

    /// @return the object as it is applied; if empty, the findings say why
    Optional<Manifest> check(SourceObject source) {
        return check(source, false);
    }

    /// The same for what the namespace's own policy declares, which stands above what the folder may hold.
    Optional<Manifest> checkOurs(SourceObject source) {
        return check(source, true);
    }

    private Optional<Manifest> check(SourceObject source, boolean isOurs) {
        Place place = source.place();
        Json.Obj object = source.content();
        int before = findings.size();
        Optional<String> version = text(object, place, "apiVersion", VERSION, "such as v1 or apps/v1");
        Optional<String> kind = text(object, place, "kind", KIND, "such as Deployment");
        if (!(object.get("metadata").orElse(Json.Null.NULL) instanceof Json.Obj metadata)) {
            findings.add("PH-150", place.origin(), "The object has no metadata: give it a metadata.name.");
            return Optional.empty();
        }
        if (object.get("sops").isPresent()) {
            findings.add(
                    "PH-192",
                    place.origin("sops"),
                    "The object is encrypted with SOPS, which this version of Pilothouse does not decrypt: seal it for"
                            + " its cluster (SealedSecret), or let the cluster fetch it (ExternalSecret).");
            return Optional.empty();
        }
        if (metadata.get("generateName").isPresent()) {
            findings.add(
                    "PH-151",
                    place.origin("metadata", "generateName"),
                    "metadata.generateName would make a new object at every sync: use metadata.name.");
        }
        SERVER_OWNED.stream()
                .filter(field -> metadata.get(field).isPresent())
                .forEach(field -> findings.add(
                        "PH-150",
                        place.origin("metadata", field),
                        "metadata." + field
                                + " is the API server's: the object was copied out of a cluster, remove the field."));
        if (version.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        String group = ResourceKey.groupOf(version.get());
        Optional<String> name = text(
                metadata,
                place.in(List.of("metadata")),
                "name",
                group.equals(RBAC) ? RBAC_NAME : NAME,
                "of lower-case letters, digits, dots and dashes, at most 253");
        Optional<String> namespace = namespace(metadata, place, group, kind.get());
        AnnotationCheck annotations = new AnnotationCheck(findings);
        annotations.check(metadata, place);
        annotations.checkTemplates(object, place);
        annotations.checkFarewell(object, place);
        textMaps(object, group, kind.get(), place);
        if (application.layer() == Layer.APP && !isOurs) {
            policy.objection(group, kind.get())
                    .ifPresent(why -> findings.add(
                            "PH-191",
                            place.origin("kind"),
                            "The policy of the namespace " + application.namespace() + " " + why
                                    + ": ask its owner, or remove the object."));
            new PrivilegeCheck(findings).check(object, group, kind.get(), place);
        }
        if (name.isEmpty() || namespace.isEmpty() || findings.size() > before) {
            return Optional.empty();
        }
        Json.Obj placed = namespace.get().isEmpty()
                ? object
                : object.with("metadata", metadata.with("namespace", new Json.Text(namespace.get())));
        return sized(new Manifest(
                new ResourceKey(group, kind.get(), namespace.get(), name.get()),
                version.get(),
                placed,
                place.origin()));
    }

    private Optional<Manifest> sized(Manifest manifest) {
        int bytes = manifest.content().canonical().getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= LARGEST_OBJECT) {
            return Optional.of(manifest);
        }
        findings.add(
                "PH-155",
                manifest.origin(),
                "The object is %,d bytes large; the limit is %,d: keep large content elsewhere."
                        .formatted(bytes, LARGEST_OBJECT));
        return Optional.empty();
    }

    private Optional<String> text(Json.Obj object, Place place, String field, Pattern pattern, String such) {
        Optional<Json> value = object.get(field);
        String shown = isRoot(place) ? field : "metadata." + field;
        if (value.isEmpty() || value.get() instanceof Json.Null) {
            findings.add("PH-150", place.origin(), "The object has no " + shown + ".");
            return Optional.empty();
        }
        if (value.get() instanceof Json.Text text
                && pattern.matcher(text.value()).matches()
                && !isDots(text.value())) {
            return Optional.of(text.value());
        }
        findings.add("PH-150", place.origin(field), shown + " must be a text " + such + ".");
        return Optional.empty();
    }

    private static boolean isRoot(Place place) {
        return place.at().isEmpty() || !place.at().getLast().equals("metadata");
    }

    private static boolean isDots(String text) {
        return text.equals(".") || text.equals("..") || text.contains("..");
    }

    /// @return the namespace, empty text for none; nothing if it is refused
    private Optional<String> namespace(Json.Obj metadata, Place place, String group, String kind) {
        Optional<Scope> scope = scopes.scope(group, kind);
        Json given = metadata.get("namespace").orElse(Json.Null.NULL);
        if (!(given instanceof Json.Null) && !(given instanceof Json.Text text && PathNames.isLabel(text.value()))) {
            findings.add(
                    "PH-150",
                    place.origin("metadata", "namespace"),
                    "metadata.namespace must be a text of lower-case letters, digits and dashes, at most 63.");
            return Optional.empty();
        }
        String named = given instanceof Json.Text text ? text.value() : "";
        if (named.isEmpty() && application.layer() == Layer.INFRA && scope.equals(Optional.of(Scope.NAMESPACED))) {
            named = otherwise;
        }
        Optional<String> refusal = application.layer() == Layer.APP
                ? refusedInApp(kind, scope, named)
                : refusedInInfra(kind, scope, named);
        if (refusal.isPresent()) {
            boolean isOther = application.layer() == Layer.APP && scope.orElse(Scope.NAMESPACED) == Scope.NAMESPACED;
            findings.add(
                    isOther ? "PH-152" : "PH-153",
                    named.isEmpty() ? place.origin("kind") : place.origin("metadata", "namespace"),
                    refusal.get());
            return Optional.empty();
        }
        return Optional.of(application.layer() == Layer.APP ? application.namespace() : named);
    }

    private Optional<String> refusedInApp(String kind, Optional<Scope> scope, String named) {
        if (scope.equals(Optional.of(Scope.CLUSTER))) {
            return Optional.of(
                    "A " + kind + " belongs to the whole cluster, and this folder may only hold objects of the"
                            + " namespace " + application.namespace() + ": move it below infra/.");
        }
        return named.isEmpty() || named.equals(application.namespace())
                ? Optional.empty()
                : Optional.of("The object names the namespace " + named + ", and this folder may only hold objects of "
                        + application.namespace() + ": move it, or remove metadata.namespace.");
    }

    private static Optional<String> refusedInInfra(String kind, Optional<Scope> scope, String named) {
        if (scope.equals(Optional.of(Scope.CLUSTER)) && !named.isEmpty()) {
            return Optional.of(
                    "A " + kind + " belongs to the whole cluster and has no namespace: remove metadata.namespace.");
        }
        return scope.equals(Optional.of(Scope.NAMESPACED)) && named.isEmpty()
                ? Optional.of("A " + kind + " below infra/ must name its namespace: add metadata.namespace, or"
                        + " spec.namespace to application.yaml.")
                : Optional.empty();
    }

    private void textMaps(Json.Obj object, String group, String kind, Place place) {
        if (!group.isEmpty() || !(kind.equals("ConfigMap") || kind.equals("Secret"))) {
            return;
        }
        List<String> fields = new ArrayList<>(TEXT_MAPS);
        for (String field : fields) {
            object.object(field).fields().forEach((key, value) -> {
                if (!(value instanceof Json.Text) && !(value instanceof Json.Null)) {
                    findings.add(
                            "PH-150",
                            place.origin(field, key),
                            "This value of " + field
                                    + " is not text to Kubernetes but a number, a boolean or a structure:"
                                    + " put it in quotes.");
                }
            });
        }
    }
}
