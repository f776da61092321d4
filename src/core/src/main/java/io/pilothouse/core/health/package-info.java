/// Does a live object work? One small pure rule per kind, after the generic rules of kstatus, each verdict with its
/// evidence. Start at [Healthcheck].
@NullMarked
package io.pilothouse.core.health;

import org.jspecify.annotations.NullMarked;
