/// Golden signals in minute buckets: latency, traffic, errors, saturation. Start at [SignalMinute].
@NullMarked
package io.pilothouse.core.signal;

import org.jspecify.annotations.NullMarked;
