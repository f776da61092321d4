package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.Substitution;
import java.util.BitSet;

/// Which texts of a document may name variables, and which of those stand without quotes: `${REPLICAS}` is a number
/// where its value is one, `"${REPLICAS}"` is always text. Parts are numbered as in [Lines].
public final class References {
    private static final References NONE = new References(new BitSet(), false);

    private final BitSet unquoted;
    private final boolean isAny;

    private References(BitSet unquoted, boolean isAny) {
        this.unquoted = unquoted;
        this.isAny = isAny;
    }

    static References of(Node root) {
        BitSet unquoted = new BitSet();
        boolean[] isAny = {false};
        walk(root, 0, unquoted, isAny);
        return isAny[0] ? new References(unquoted, true) : NONE;
    }

    private static int walk(Node node, int at, BitSet unquoted, boolean[] isAny) {
        if (node.value() instanceof Json.Text text && Substitution.mayHold(text.value())) {
            isAny[0] = true;
            unquoted.set(at, node.isUnquoted());
        }
        int next = at + 1;
        for (Node child : node.children()) {
            next = walk(child, next, unquoted, isAny);
        }
        return next;
    }

    /// @return for a document whose variables are replaced already
    static References none() {
        return NONE;
    }

    boolean isAny() {
        return isAny;
    }

    boolean isUnquoted(int part) {
        return unquoted.get(part);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof References references
                && references.isAny == isAny
                && references.unquoted.equals(unquoted);
    }

    @Override
    public int hashCode() {
        return unquoted.hashCode();
    }
}
