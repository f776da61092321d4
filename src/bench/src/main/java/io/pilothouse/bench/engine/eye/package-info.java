/// The third eye: a process of its own that watches the cluster and belongs to neither side. What is timed ends with
/// its word. Start at [Eye].
@NullMarked
package io.pilothouse.bench.engine.eye;

import org.jspecify.annotations.NullMarked;
