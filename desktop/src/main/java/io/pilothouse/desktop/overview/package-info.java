/// The fleet on one screen: is anything wrong, where, and since when. Start at [OverviewModel].
@NullMarked
package io.pilothouse.desktop.overview;

import org.jspecify.annotations.NullMarked;
