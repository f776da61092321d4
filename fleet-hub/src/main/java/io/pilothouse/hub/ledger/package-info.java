/// Decides what enters the ledger, in which order, and tells whoever follows: one thread owns it all, and everything
/// outside comes in by ports. Start at [Ledger].
@NullMarked
package io.pilothouse.hub.ledger;

import org.jspecify.annotations.NullMarked;
