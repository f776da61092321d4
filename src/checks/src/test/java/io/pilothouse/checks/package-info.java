/// What must hold for the whole: rules about the code and the repository as it is written, and tests of the running
/// system on real parts. Start at [ArchitectureTest].
@NullMarked
package io.pilothouse.checks;

import org.jspecify.annotations.NullMarked;
