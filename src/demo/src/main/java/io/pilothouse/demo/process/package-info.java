/// Pilothouse's own programs as child processes: started through the launcher, heard through their logs, stopped in
/// order, and ended by the kernel if this one dies first. Start at [Launcher].
@NullMarked
package io.pilothouse.demo.process;

import org.jspecify.annotations.NullMarked;
