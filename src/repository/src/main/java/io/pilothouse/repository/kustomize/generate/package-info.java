/// ConfigMaps and Secrets made of files and texts. Start at [Generator].
@NullMarked
package io.pilothouse.repository.kustomize.generate;

import org.jspecify.annotations.NullMarked;
