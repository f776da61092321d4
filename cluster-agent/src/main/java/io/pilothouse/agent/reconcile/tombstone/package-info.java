/// Keeps what prunes delete in the cluster for a week, with what is secret encrypted, and makes it again when a person
/// asks. Start at [Tombstones].
@NullMarked
package io.pilothouse.agent.reconcile.tombstone;

import org.jspecify.annotations.NullMarked;
