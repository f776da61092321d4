/// What the benches work on, made from a seed: manifests, and fleet repositories as large as wanted. Start at
/// [Podinfo].
@NullMarked
package io.pilothouse.bench.workload;

import org.jspecify.annotations.NullMarked;
