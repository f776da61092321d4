/// What an object that does not work leaves behind: the container that fails, what Kubernetes last warned of, and the
/// last lines of a log, each bounded. Start at [Evidence].
@NullMarked
package io.pilothouse.core.evidence;

import org.jspecify.annotations.NullMarked;
