/// One application in one cluster: its objects, the fields that are not as Git says, what was drifting before, and the
/// commands. Start at [ApplicationModel].
@NullMarked
package io.pilothouse.desktop.application;

import org.jspecify.annotations.NullMarked;
