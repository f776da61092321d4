/// Deletes what left Git, and only that. What may be deleted is decided in [io.pilothouse.core.plan]; here it is
/// carried out. Start at [Pruner].
@NullMarked
package io.pilothouse.agent.reconcile.prune;

import org.jspecify.annotations.NullMarked;
