/// Goals G1 to G5 and G14: what the sync engine costs, side by side with the least that could do the same and with what
/// people do by hand. Start at [EngineBench].
@NullMarked
package io.pilothouse.bench.engine;

import org.jspecify.annotations.NullMarked;
