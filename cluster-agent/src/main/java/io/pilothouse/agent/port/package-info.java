/// What the engine needs of the world, and the values that go to and fro: a cluster, a fleet repository, somebody who
/// listens. Adapters live elsewhere in the agent; what a cluster or a Git server can do comes back as a value, never as
/// an exception nobody expected. Start at [Cluster].
@NullMarked
package io.pilothouse.agent.port;

import org.jspecify.annotations.NullMarked;
