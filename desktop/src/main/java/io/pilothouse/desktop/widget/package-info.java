/// What screens are built of: glyphs, labels, tables that can be copied, charts, the theme. Knows nothing of hubs.
/// Start at [Glyph].
@NullMarked
package io.pilothouse.desktop.widget;

import org.jspecify.annotations.NullMarked;
