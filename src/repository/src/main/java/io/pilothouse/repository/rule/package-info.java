/// Rules of health that a fleet writes itself, in the Common Expression Language: compiled once, bounded in what they
/// may cost, and tried out without a cluster. The library is loaded with the first rule. Start at [CelRules].
@NullMarked
package io.pilothouse.repository.rule;

import org.jspecify.annotations.NullMarked;
