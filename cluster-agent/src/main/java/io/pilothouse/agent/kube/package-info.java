/// Kubernetes: translates what the reconciler asks into requests and the answers into outcomes. The only package that
/// knows fabric8, of which it uses the kubeconfig, the credentials and the HTTP client; objects stay plain JSON,
/// because typed models would cost memory and time for every object and know fewer fields than the API server. Start
/// at [KubeCluster].
@NullMarked
package io.pilothouse.agent.kube;

import org.jspecify.annotations.NullMarked;
