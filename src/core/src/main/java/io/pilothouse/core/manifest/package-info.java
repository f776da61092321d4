/// What a repository declares: objects with their identity and the place they were read from. Start at [Manifest].
@NullMarked
package io.pilothouse.core.manifest;

import org.jspecify.annotations.NullMarked;
