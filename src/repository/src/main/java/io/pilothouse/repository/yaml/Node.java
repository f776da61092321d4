package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import java.util.List;

/// A value while its document is being composed.
///
/// @param value the value
/// @param line where it stands: a field at its key
/// @param children fields or items, in the value's order
/// @param nodes this and everything below it
/// @param characters of all text in and below it
/// @param isUnquoted it is a word whose meaning is decided by what it says
record Node(Json value, int line, List<Node> children, int nodes, long characters, boolean isUnquoted) {

    static Node leaf(Json value, int line, int characters, boolean isUnquoted) {
        return new Node(value, line, List.of(), 1, characters, isUnquoted);
    }

    static Node of(Json value, int line, List<Node> children, long keyCharacters) {
        int nodes = 1;
        long characters = keyCharacters;
        for (Node child : children) {
            nodes += child.nodes;
            characters += child.characters;
        }
        return new Node(value, line, children, nodes, characters, false);
    }

    Node at(int otherLine) {
        return line == otherLine ? this : new Node(value, otherLine, children, nodes, characters, isUnquoted);
    }
}
