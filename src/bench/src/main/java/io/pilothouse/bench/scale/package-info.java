/// What a commit costs an agent when the fleet repository is large. Start at [ScaleBench].
@NullMarked
package io.pilothouse.bench.scale;

import org.jspecify.annotations.NullMarked;
