/// What the engine is measured on: a real control plane with its load, a real Git server, a hub, agents as people start
/// them, an eye of its own, and a reader that says whether the cluster holds what Git says. Start at [Bed].
@NullMarked
package io.pilothouse.bench.engine.bed;

import org.jspecify.annotations.NullMarked;
