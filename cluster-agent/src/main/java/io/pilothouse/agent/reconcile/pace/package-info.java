/// When something may be done, how much of it at once, and when again if it fails: workers, suspensions, the infra
/// layer before the apps, retries. What all applications of a cluster share. Start at [Context].
@NullMarked
package io.pilothouse.agent.reconcile.pace;

import org.jspecify.annotations.NullMarked;
