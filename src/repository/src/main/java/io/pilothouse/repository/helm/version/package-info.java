/// Versions and ranges of versions, as Helm understands them. Start at [VersionRange].
@NullMarked
package io.pilothouse.repository.helm.version;

import org.jspecify.annotations.NullMarked;
