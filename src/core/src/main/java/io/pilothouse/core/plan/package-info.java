/// What a run will do, decided before anything is done: which objects are applied in which order, and which are
/// deleted, on what evidence, or why not. Start at [Planner].
@NullMarked
package io.pilothouse.core.plan;

import org.jspecify.annotations.NullMarked;
