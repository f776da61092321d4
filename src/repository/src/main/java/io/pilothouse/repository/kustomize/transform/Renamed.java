package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.TypeSelector;
import io.pilothouse.repository.kustomize.resource.Lineage;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Objects by the names they had. Says which of them a name means, as Kustomize's `nameref` filter does: of the objects
/// within the referrer's reach that were once called that, the only one; of several, the one whose names were changed
/// by the same hands as the referrer's.
final class Renamed {
    private final ResourceSet resources;
    private final Map<String, Set<Integer>> byFormerName = new HashMap<>();

    /// Asks what a name means.
    ///
    /// @param referrer the object that holds the name
    /// @param spec in which field
    /// @param target which kind it names
    /// @param name the name it holds
    /// @param namespace the namespace it holds beside the name
    /// @param isMap the field is a map of name and namespace
    record Question(
            Resource referrer,
            FieldSpec spec,
            TypeSelector target,
            String name,
            Optional<String> namespace,
            boolean isMap) {}

    Renamed(ResourceSet resources) {
        this.resources = resources;
        for (int i = 0; i < resources.size(); i++) {
            for (Lineage.Former former : resources.get(i).lineage().former()) {
                byFormerName
                        .computeIfAbsent(former.name(), name -> new LinkedHashSet<>())
                        .add(i);
            }
        }
    }

    Optional<Resource> find(Question question) throws RefusedSourceException {
        Set<Integer> positions = byFormerName.getOrDefault(question.name(), Set.of());
        if (positions.isEmpty()) {
            return Optional.empty();
        }
        Resource referrer = question.referrer();
        List<Resource> found = new ArrayList<>();
        for (int position : positions) {
            Resource candidate = resources.get(position);
            if (hadType(candidate, question.target())) {
                found.add(candidate);
            }
        }
        found.removeIf(one -> !isWithinReach(referrer, one));
        found = inNamespace(question, found);
        Optional<TypeSelector> role = roleOf(question);
        if (role.isPresent()) {
            found.removeIf(one -> !hadType(one, role.get()));
        }
        found.removeIf(one -> !isInNamespaceOf(referrer, one));
        if (found.size() > 1) {
            found.removeIf(one -> !isChangedLike(referrer, one, true));
        }
        if (found.size() > 1) {
            found.removeIf(one -> !isChangedLike(referrer, one, false));
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ResourceId first = found.getFirst().id();
        Predicate<Resource> isSame = one -> one.id().name().equals(first.name())
                && (!question.isMap() || one.id().namespace().equals(first.namespace()));
        if (!found.stream().allMatch(isSame)) {
            throw new RefusedSourceException(new InputError(
                    "PH-174",
                    referrer.place().origin(question.spec().steps().toArray(String[]::new)),
                    question.spec().path() + " of " + referrer.id() + " names an object that could be " + first + " or "
                            + found.get(1).id() + ": give them different names."));
        }
        return Optional.of(found.getFirst());
    }

    private static boolean hadType(Resource resource, TypeSelector type) {
        return resource.formerIds().stream().anyMatch(type::selects);
    }

    /// An object in a namespace refers to what is in the same one or in none, and a role binding to accounts in the
    /// namespaces that it names.
    private static boolean isWithinReach(Resource referrer, Resource candidate) {
        ResourceId from = referrer.id();
        ResourceId to = candidate.id();
        if (from.isClusterScoped() || to.isClusterScoped() || to.hasNamespaceOf(from)) {
            return true;
        }
        if (!from.kind().equals("RoleBinding")) {
            return false;
        }
        for (Json item : referrer.content().items("subjects")) {
            if (item instanceof Json.Obj subject
                    && subject.text("kind").orElse("").equals("ServiceAccount")
                    && subject.text("namespace").filter(to.namespace()::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /// A namespace beside the name may be the one that the object was declared in, or the one it is in now.
    private List<Resource> inNamespace(Question question, List<Resource> found) {
        if (!question.isMap() || question.namespace().isEmpty()) {
            return found;
        }
        String namespace = question.namespace().get();
        Predicate<Resource> isThere = one -> !one.originalId().isClusterScoped()
                && one.originalId().effectiveNamespace().equals(namespace);
        Predicate<Resource> isNowThere = one ->
                !one.id().isClusterScoped() && one.id().effectiveNamespace().equals(namespace);
        boolean isAnyThere = false;
        for (int i = 0; i < resources.size() && !isAnyThere; i++) {
            Resource one = resources.get(i);
            isAnyThere = isThere.test(one) && isWithinReach(question.referrer(), one);
        }
        return new ArrayList<>(
                found.stream().filter(isAnyThere ? isThere : isNowThere).toList());
    }

    private static Optional<TypeSelector> roleOf(Question question) {
        if (!question.spec().path().endsWith("roleRef/name")) {
            return Optional.empty();
        }
        Json.Obj role = question.referrer().content().object("roleRef");
        Optional<String> group = role.text("apiGroup");
        Optional<String> kind = role.text("kind");
        return group.isPresent() && kind.isPresent()
                ? Optional.of(new TypeSelector(group.get(), "", kind.get()))
                : Optional.empty();
    }

    private static boolean isInNamespaceOf(Resource referrer, Resource candidate) {
        return referrer.id().isClusterScoped()
                || candidate.id().isClusterScoped()
                || candidate.id().kind().equals("ServiceAccount")
                || referrer.id().hasNamespaceOf(candidate.id());
    }

    /// @param isLenient what has no prefix is like every prefix
    private static boolean isChangedLike(Resource referrer, Resource candidate, boolean isLenient) {
        return endAlike(referrer.lineage().prefixes(), candidate.lineage().prefixes(), isLenient)
                && endAlike(referrer.lineage().suffixes(), candidate.lineage().suffixes(), isLenient);
    }

    private static boolean endAlike(List<String> one, List<String> other, boolean isLenient) {
        if (isLenient && (one.isEmpty() || other.isEmpty())) {
            return true;
        }
        int length = Math.min(one.size(), other.size());
        return one.subList(one.size() - length, one.size()).equals(other.subList(other.size() - length, other.size()))
                && (length > 0 || one.size() == other.size());
    }
}
