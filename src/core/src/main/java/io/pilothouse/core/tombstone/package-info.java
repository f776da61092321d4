/// What is kept of objects that a prune deleted, for how long, and how they are made again. Start at
/// [Graveyard].
@NullMarked
package io.pilothouse.core.tombstone;

import org.jspecify.annotations.NullMarked;
