/// Keeps the ledger on disk, in H2: the only place that knows SQL. A data folder is claimed, an [H2Database] opened in
/// it, and the stores work on that. Start at [DataFolder].
@NullMarked
package io.pilothouse.hub.store;

import org.jspecify.annotations.NullMarked;
