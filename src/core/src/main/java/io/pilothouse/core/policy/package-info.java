/// How an application is to be treated, as the repository says: when it is synced, what may be deleted, which drift is
/// left alone, what health means, and as whom it is applied. Values only. Start at [ApplicationPolicy].
@NullMarked
package io.pilothouse.core.policy;

import org.jspecify.annotations.NullMarked;
