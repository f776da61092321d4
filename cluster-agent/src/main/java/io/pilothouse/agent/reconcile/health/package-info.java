/// Does what an application consists of work, and if not, why? Keeps the rules an application is judged by, and gathers
/// evidence about what fails, a few objects at a time. Start at [HealthKeeper].
@NullMarked
package io.pilothouse.agent.reconcile.health;

import org.jspecify.annotations.NullMarked;
