/// What the engine is measured on: a real control plane, a real Git server, a hub, agents as people start them, and the
/// plots of a cluster that the sides work on. Start at [Bed].
@NullMarked
package io.pilothouse.bench.engine.bed;

import org.jspecify.annotations.NullMarked;
