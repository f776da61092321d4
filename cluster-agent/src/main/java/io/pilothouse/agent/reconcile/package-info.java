/// When to run, in which order, and what to do when it fails: observe, decide, act. Knows Git, Kubernetes and the hub
/// only
/// through the ports here. Start at [Reconciler].
@NullMarked
package io.pilothouse.agent.reconcile;

import org.jspecify.annotations.NullMarked;
