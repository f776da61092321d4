/// Real Kubernetes control planes on loopback: etcd, kube-apiserver and kube-controller-manager as processes of their
/// own, with TLS and RBAC, started and stopped by the JVM that wants them and never outliving it. JDK only; the nodes
/// come from [io.pilothouse.testkit.node]. Start at [ControlPlane].
@NullMarked
package io.pilothouse.testkit.cluster;

import org.jspecify.annotations.NullMarked;
