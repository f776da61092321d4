package io.pilothouse.repository.layout.policy;

import io.pilothouse.repository.layout.field.Fields;
import java.math.BigDecimal;
import java.util.Optional;

/// Reads one whole number.
final class WholeNumberField {
    private WholeNumberField() {}

    /// @return the number, if there is one that is within both bounds; says so where it is not
    static Optional<Integer> read(Fields from, String field, BigDecimal least, BigDecimal most) {
        return from.number(field, least, most)
                .filter(number -> {
                    boolean isWhole = number.stripTrailingZeros().scale() <= 0;
                    if (!isWhole) {
                        from.wrong(field, "must be a whole number");
                    }
                    return isWhole;
                })
                .map(BigDecimal::intValue);
    }
}
