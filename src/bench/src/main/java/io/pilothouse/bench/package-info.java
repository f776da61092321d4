/// The program `pilothouse bench`: measures what the design promises, side by side with what others do, in one run.
/// Start at [BenchMain].
@NullMarked
package io.pilothouse.bench;

import org.jspecify.annotations.NullMarked;
