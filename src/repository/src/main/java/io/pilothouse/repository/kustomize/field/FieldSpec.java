package io.pilothouse.repository.kustomize.field;

import java.util.ArrayList;
import java.util.List;

/// A field of some kinds of objects.
///
/// @param type in which kinds
/// @param path as written, such as `spec/template/spec/containers[]/image`: a list on the way stands for each of its
///     items, whether it is marked as one or not; `\/` is a slash in a name
/// @param steps the names along the path
/// @param creates it is made where it is missing
public record FieldSpec(TypeSelector type, String path, List<String> steps, boolean creates) {
    public FieldSpec {
        steps = List.copyOf(steps);
    }

    public static FieldSpec of(TypeSelector type, String path, boolean creates) {
        return new FieldSpec(type, path, split(path), creates);
    }

    /// @return true if this one is in place of the other: the same path, in kinds that the other names too
    boolean covers(FieldSpec other) {
        return path.equals(other.path) && other.type.selects(type);
    }

    private static List<String> split(String path) {
        List<String> steps = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!steps.isEmpty() && steps.getLast().endsWith("\\")) {
                String before = steps.removeLast();
                steps.add(before.substring(0, before.length() - 1) + "/" + part);
            } else {
                steps.add(part);
            }
        }
        return steps;
    }
}
