/// The frame of every bench: sides that alternate in pairs, the pair's ratio kept, medians with their intervals, growth
/// over sizes, goals, and a report. Statistics are pure functions. Start at [Session].
@NullMarked
package io.pilothouse.bench.frame;

import org.jspecify.annotations.NullMarked;
