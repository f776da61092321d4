/// Hooks: objects that are made at a moment of a run and have to come to an end, mostly jobs. Start at [HookRecord].
@NullMarked
package io.pilothouse.core.hook;

import org.jspecify.annotations.NullMarked;
