/// How a snapshot of the fleet is read: one condition for each row, how old the knowledge is, the words for it, and the
/// query that picks rows. Values and pure functions only. Start at [Condition].
@NullMarked
package io.pilothouse.desktop.reading;

import org.jspecify.annotations.NullMarked;
