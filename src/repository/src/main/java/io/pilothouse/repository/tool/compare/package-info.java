/// Says what a commit changes for each cluster: not which files, but which objects and which of their fields. Start at
/// [FleetComparison].
@NullMarked
package io.pilothouse.repository.tool.compare;

import org.jspecify.annotations.NullMarked;
