/// What an operator asks of an agent, and what became of it. Start at [Command].
@NullMarked
package io.pilothouse.core.command;

import org.jspecify.annotations.NullMarked;
