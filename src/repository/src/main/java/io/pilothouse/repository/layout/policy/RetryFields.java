package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.policy.RetryPolicy;
import io.pilothouse.repository.layout.field.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// Reads `retry`.
final class RetryFields {
    private static final BigDecimal MOST_ATTEMPTS = BigDecimal.valueOf(1_000);
    private static final BigDecimal STEEPEST = BigDecimal.TEN;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    private RetryFields() {}

    static RetryPolicy read(Fields sync, RetryPolicy otherwise) {
        Optional<Fields> found = sync.object("retry");
        if (found.isEmpty()) {
            return otherwise;
        }
        Fields retry = found.get();
        int limit = WholeNumberField.read(retry, "limit", BigDecimal.ZERO, MOST_ATTEMPTS)
                .orElse(otherwise.limit());
        Duration first = DurationField.read(retry, "backoff", SHORTEST, LONGEST).orElse(otherwise.first());
        double factor = retry.number("factor", BigDecimal.ONE, STEEPEST)
                .map(BigDecimal::doubleValue)
                .orElse(otherwise.factor());
        Duration most = DurationField.read(retry, "max", SHORTEST, LONGEST)
                .orElse(otherwise.most().compareTo(first) < 0 ? first : otherwise.most());
        if (most.compareTo(first) < 0) {
            retry.wrong("max", "must not be shorter than backoff");
        }
        retry.finish();
        return new RetryPolicy(limit, first, factor, most);
    }
}
