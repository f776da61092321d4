/// How the agent and its applications stand, for somebody who was woken by it: Git, the hub, the queue, and of every
/// application that is not well what it waits for, what failed, and when it is tried again. Start at [StatusAnswers].
@NullMarked
package io.pilothouse.agent.status;

import org.jspecify.annotations.NullMarked;
