/// The golden signals as the agent measures them: as minutes for the hub, and as meters for a Prometheus server.
/// The only package that knows Micrometer. Start at [SignalRecorder].
@NullMarked
package io.pilothouse.agent.meters;

import org.jspecify.annotations.NullMarked;
