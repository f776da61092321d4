/// Keeps the ledger on disk, in H2: the only place that knows SQL. Start at [DataFolder], then [H2LedgerStore].
@NullMarked
package io.pilothouse.hub.store;

import org.jspecify.annotations.NullMarked;
