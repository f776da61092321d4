/// Drift that is not corrected: because a rule of the repository says so, or because somebody changes a field as often
/// as we put it right. Also the words with which a person makes such a rule. Start at [Exemptions].
@NullMarked
package io.pilothouse.core.tolerance;

import org.jspecify.annotations.NullMarked;
