package io.pilothouse.repository.layout;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.NamespacePolicy;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.core.window.Freeze;
import io.pilothouse.repository.layout.field.Fields;
import io.pilothouse.repository.layout.policy.ServiceAccountFields;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads `namespace.yaml` of a namespace's folder. What it gives the namespace belongs to the application that is named
/// after the namespace.
final class NamespaceReader {
    /// The file, directly in the namespace's folder.
    static final String FILE = "namespace.yaml";

    private static final Pattern KIND =
            Pattern.compile("[A-Z][A-Za-z0-9]{0,62}(\\.[a-z0-9.-]{1,253})?|\\*\\.[a-z0-9.-]+");
    private static final List<String> NETWORK = List.of("deny-ingress", "same-namespace", "deny-all", "none");

    private final FleetTree tree;
    private final Documents documents;

    NamespaceReader(FleetTree tree, Documents documents) {
        this.tree = tree;
        this.documents = documents;
    }

    /// @param namespace whose it is
    /// @param errors is told what is wrong
    NamespaceSpec read(TreeEntry file, String namespace, List<InputError> errors) throws DamagedTreeException {
        Optional<Fields> found = LayoutFile.spec(tree, documents, file, "NamespacePolicy", errors);
        if (found.isEmpty()) {
            return new NamespaceSpec(file, NamespacePolicy.NONE, "", List.of(), List.of());
        }
        Fields spec = found.get();
        NamespacePolicy policy = new NamespacePolicy(
                spec.text("tenant").orElse(""),
                new TreeSet<>(kinds(spec, "allowedKinds")),
                new TreeSet<>(kinds(spec, "deniedKinds")));
        List<SourceObject> objects = new ArrayList<>();
        spec.content("quota").ifPresent(hard -> objects.add(object(spec, "quota", NamespaceObjects.quota(hard))));
        spec.content("limitRange")
                .ifPresent(limits -> objects.add(object(spec, "limitRange", NamespaceObjects.limitRange(limits))));
        spec.choice("networkPolicy", NETWORK)
                .filter(word -> !word.equals("none"))
                .ifPresent(word -> objects.add(object(spec, "networkPolicy", NamespaceObjects.networkPolicy(word))));
        String account = ServiceAccountFields.read(spec).orElse("");
        List<Freeze> freezes = FreezeFields.read(spec, Optional.of(namespace));
        spec.finish();
        return new NamespaceSpec(file, policy, account, objects, freezes);
    }

    private static SourceObject object(Fields spec, String field, Json.Obj content) {
        return new SourceObject(content, spec.place().in(List.of(field)));
    }

    private static List<String> kinds(Fields spec, String field) {
        List<String> kinds = spec.texts(field);
        if (kinds.stream().anyMatch(kind -> !KIND.matcher(kind).matches())) {
            spec.wrong(
                    field,
                    "must name kinds as Kind, Kind.group or *.group, such as ConfigMap, Ingress.networking.k8s.io or"
                            + " *.cert-manager.io");
            return List.of();
        }
        return kinds;
    }
}
