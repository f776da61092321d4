/// Reads what layout files say about how applications are treated. Start at [PolicyFields].
@NullMarked
package io.pilothouse.repository.layout.policy;

import org.jspecify.annotations.NullMarked;
