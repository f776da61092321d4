/// Answers people's questions about what the agent does and would do: over the hub, and over a local socket for whoever
/// sits at the machine. Asks the engine and the cluster, and changes neither. Start at [AgentExplainer].
@NullMarked
package io.pilothouse.agent.explain;

import org.jspecify.annotations.NullMarked;
