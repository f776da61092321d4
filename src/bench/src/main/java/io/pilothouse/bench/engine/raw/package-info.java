/// What the engine is compared with: the least that could do each job, written to be fast, each shorter than 150 lines
/// and without any care for what can go wrong. Start at [RawApply].
@NullMarked
package io.pilothouse.bench.engine.raw;

import org.jspecify.annotations.NullMarked;
