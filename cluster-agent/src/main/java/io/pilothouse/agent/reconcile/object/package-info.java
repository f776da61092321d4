/// What one application's owner knows of its objects: what Git declares, what was applied, what is live, and where it
/// all is to go. Start at [ObjectTable].
@NullMarked
package io.pilothouse.agent.reconcile.object;

import org.jspecify.annotations.NullMarked;
