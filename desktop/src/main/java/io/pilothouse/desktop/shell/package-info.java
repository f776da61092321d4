/// The window: rail, screens, the band that says when the hub is away, jobs and status. Start at [Shell].
@NullMarked
package io.pilothouse.desktop.shell;

import org.jspecify.annotations.NullMarked;
