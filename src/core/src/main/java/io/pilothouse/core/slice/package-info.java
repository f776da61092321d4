/// What of the fleet repository concerns one cluster: its applications, how each is to be synced, and what rendering
/// them gave. Start at [Slice].
@NullMarked
package io.pilothouse.core.slice;

import org.jspecify.annotations.NullMarked;
