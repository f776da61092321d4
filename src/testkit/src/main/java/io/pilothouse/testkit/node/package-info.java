/// Stands in for kubelets and the scheduler: registers nodes, binds pods to them and reports the pods' status, healthy
/// or failing as a pod's annotation asks, so that workloads progress, fail and recover as on real nodes. Nothing is
/// run. What a pod's status becomes is decided in [PodLifecycle], which does no I/O. Start at [NodeStandIn].
@NullMarked
package io.pilothouse.testkit.node;

import org.jspecify.annotations.NullMarked;
