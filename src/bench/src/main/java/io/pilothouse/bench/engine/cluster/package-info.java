/// The cluster that is measured, as somebody outside sees it: plain requests, what its servers had to do, whether it
/// holds what Git says, and its controllers, which can be held. Start at [Api].
@NullMarked
package io.pilothouse.bench.engine.cluster;

import org.jspecify.annotations.NullMarked;
