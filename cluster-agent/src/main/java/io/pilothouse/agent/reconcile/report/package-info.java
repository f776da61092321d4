/// Tells how things stand: an application, its objects, the cluster, and the samples that the golden signals are made
/// of; each only when it changed. Start at [Standing].
@NullMarked
package io.pilothouse.agent.reconcile.report;

import org.jspecify.annotations.NullMarked;
