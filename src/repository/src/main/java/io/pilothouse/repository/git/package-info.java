/// Gets the fleet repository's commits and reads them: a bare clone of one branch, never a work tree. The only package
/// that
/// knows JGit. Start at [FleetClone].
@NullMarked
package io.pilothouse.repository.git;

import org.jspecify.annotations.NullMarked;
