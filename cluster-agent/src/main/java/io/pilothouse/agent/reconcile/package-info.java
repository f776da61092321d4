/// When to run, in which order, and what to do when it fails: observe, decide, act. Knows Git, Kubernetes and the hub
/// only through [io.pilothouse.agent.port]. This room has the threads: one for the slice, one for each application;
/// what an owner does with its time is in the rooms below. Start at [Reconciler].
@NullMarked
package io.pilothouse.agent.reconcile;

import org.jspecify.annotations.NullMarked;
