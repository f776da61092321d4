/// What a team wants to be true of its manifests, assessed at every rendering. Start at [Check].
@NullMarked
package io.pilothouse.core.checklist;

import org.jspecify.annotations.NullMarked;
