/// One agent of two writes: a Kubernetes Lease that is taken, renewed and given back, and the fence that stops every
/// write the moment it could be another's. Start at [LeaseKeeper].
@NullMarked
package io.pilothouse.agent.lease;

import org.jspecify.annotations.NullMarked;
