/// At which times runs may begin: windows that open and close them, by the clock of their time zone. Start at
/// [Openings].
@NullMarked
package io.pilothouse.core.window;

import org.jspecify.annotations.NullMarked;
