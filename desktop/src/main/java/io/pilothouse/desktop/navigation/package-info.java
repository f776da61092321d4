/// Where the window is: every screen has an address that can be copied and opened again. Start at [Address].
@NullMarked
package io.pilothouse.desktop.navigation;

import org.jspecify.annotations.NullMarked;
