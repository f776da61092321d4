/// The agent's own machine asks: a socket in the state folder that only the agent's user can open, and the other end of
/// it. Start at [AgentSocket].
@NullMarked
package io.pilothouse.agent.local;

import org.jspecify.annotations.NullMarked;
