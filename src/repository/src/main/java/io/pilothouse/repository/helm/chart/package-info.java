/// A chart's files on disk, and how they are made ready for Helm. Start at [PreparedChart].
@NullMarked
package io.pilothouse.repository.helm.chart;

import org.jspecify.annotations.NullMarked;
