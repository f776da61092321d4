/// The desktop program: reads its arguments, opens the window, connects it to a hub. Start at [DesktopMain].
@NullMarked
package io.pilothouse.desktop;

import org.jspecify.annotations.NullMarked;
