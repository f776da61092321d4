/// The programs that are measured, each started as a process of its own as people start it: the agent, the hub, the
/// desktop's eye, kubectl and bare informers. Start at [RunningAgent].
@NullMarked
package io.pilothouse.bench.engine.program;

import org.jspecify.annotations.NullMarked;
