/// A commit's files, wherever they come from. Start at [FleetTree].
@NullMarked
package io.pilothouse.repository.tree;

import org.jspecify.annotations.NullMarked;
