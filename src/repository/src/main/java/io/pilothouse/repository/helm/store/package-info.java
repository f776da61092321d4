/// Charts of chart repositories and OCI registries: fetched at one time, looked up at another. Start at
/// [ChartStore].
@NullMarked
package io.pilothouse.repository.helm.store;

import org.jspecify.annotations.NullMarked;
