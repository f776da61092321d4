/// Sees what others changed in our objects, writes its history, and puts it right where the policy says so. Start at
/// [DriftKeeper].
@NullMarked
package io.pilothouse.agent.reconcile.drift;

import org.jspecify.annotations.NullMarked;
