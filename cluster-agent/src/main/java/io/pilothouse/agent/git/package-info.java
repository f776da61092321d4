/// The fleet repository as the reconciler's source. Start at [GitSource].
@NullMarked
package io.pilothouse.agent.git;

import org.jspecify.annotations.NullMarked;
