/// Helm itself, as a native library in this process, and what keeps it from harming the process. Start at
/// [HelmEngine].
@NullMarked
package io.pilothouse.repository.helm.engine;

import org.jspecify.annotations.NullMarked;
