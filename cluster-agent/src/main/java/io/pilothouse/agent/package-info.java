/// The agent program, one in each cluster: settings, command line, and everything wired by hand. Start at [Agent].
@NullMarked
package io.pilothouse.agent;

import org.jspecify.annotations.NullMarked;
