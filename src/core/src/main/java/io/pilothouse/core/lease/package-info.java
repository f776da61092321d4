/// Of two agents of one cluster, which one may write. Decided from what both see of a Kubernetes Lease and from how
/// long they have seen it, never from the time of day. Start at [Tenure].
@NullMarked
package io.pilothouse.core.lease;

import org.jspecify.annotations.NullMarked;
