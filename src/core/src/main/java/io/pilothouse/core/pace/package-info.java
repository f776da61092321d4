/// How fast to ask an API server that other people need too. Start at [Window].
@NullMarked
package io.pilothouse.core.pace;

import org.jspecify.annotations.NullMarked;
