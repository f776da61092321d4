/// One run of one application, from the plan to the inventory that says it is done. Start at [Rollout].
@NullMarked
package io.pilothouse.agent.reconcile.run;

import org.jspecify.annotations.NullMarked;
