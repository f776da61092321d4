/// How a live object differs from its manifest, and by whose hand: ownership as the API server records it, compared
/// field by field. Only what Git declares is compared, so defaults filled in by the cluster are not drift. Start at
/// [Comparison].
@NullMarked
package io.pilothouse.core.drift;

import org.jspecify.annotations.NullMarked;
