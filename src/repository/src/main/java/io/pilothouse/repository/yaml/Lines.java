package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import java.util.Arrays;

/// The line of each part of a document, in the order in which a walk from the root meets them: the root, then each
/// field
/// or item followed by its own parts. Four bytes a part, because parsed files are kept; finding a line is slow, and
/// only
/// needed for an error.
public final class Lines {
    private final int[] inOrder;

    private Lines(int[] inOrder) {
        this.inOrder = inOrder;
    }

    /// @return the lines of a document whose parts all stand at one line, or at one that stands for them
    public static Lines allAt(int line) {
        return new Lines(new int[] {line});
    }

    static Lines of(Node root) {
        int[] lines = new int[root.nodes()];
        fill(root, lines, 0);
        return new Lines(lines);
    }

    private static int fill(Node node, int[] lines, int at) {
        lines[at] = node.line();
        int next = at + 1;
        for (Node child : node.children()) {
            next = fill(child, lines, next);
        }
        return next;
    }

    /// @param part its number in the walk
    int line(int part) {
        return inOrder[part];
    }

    /// @param from number of the first part
    /// @param parts how many
    Lines slice(int from, int parts) {
        return inOrder.length == 1 ? this : new Lines(Arrays.copyOfRange(inOrder, from, from + parts));
    }

    /// @param root the document these lines belong to
    int line(Json root, String... path) {
        return inOrder.length == 1 ? inOrder[0] : inOrder[part(root, path)];
    }

    /// @param root the document these lines belong to
    /// @return the number of the part at the path, or of the nearest one above it that exists
    int part(Json root, String... path) {
        int at = 0;
        Json here = root;
        for (String step : path) {
            int next = at + 1;
            Json found = null;
            switch (here) {
                case Json.Obj obj -> {
                    for (var field : obj.fields().entrySet()) {
                        if (field.getKey().equals(step)) {
                            found = field.getValue();
                            break;
                        }
                        next += count(field.getValue());
                    }
                }
                case Json.Arr arr -> {
                    int number = 0;
                    for (Json item : arr.items()) {
                        if (Integer.toString(number++).equals(step)) {
                            found = item;
                            break;
                        }
                        next += count(item);
                    }
                }
                case Json.Text ignored -> {}
                case Json.Num ignored -> {}
                case Json.Bool ignored -> {}
                case Json.Null ignored -> {}
            }
            if (found == null) {
                break;
            }
            at = next;
            here = found;
        }
        return at;
    }

    static int count(Json value) {
        return switch (value) {
            case Json.Obj obj -> {
                int sum = 1;
                for (Json field : obj.fields().values()) {
                    sum += count(field);
                }
                yield sum;
            }
            case Json.Arr arr -> {
                int sum = 1;
                for (Json item : arr.items()) {
                    sum += count(item);
                }
                yield sum;
            }
            case Json.Text ignored -> 1;
            case Json.Num ignored -> 1;
            case Json.Bool ignored -> 1;
            case Json.Null ignored -> 1;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lines lines && Arrays.equals(inOrder, lines.inOrder);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(inOrder);
    }
}
