/// What the hub measures, and the text of `/metrics`. Start at [Meters].
@NullMarked
package io.pilothouse.hub.meters;

import org.jspecify.annotations.NullMarked;
