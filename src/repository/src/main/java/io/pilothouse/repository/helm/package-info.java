/// Charts, rendered by Helm itself. Start at [HelmCharts].
@NullMarked
package io.pilothouse.repository.helm;

import org.jspecify.annotations.NullMarked;
