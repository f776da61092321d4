/// A kustomization file: what it says, checked, and everything that is wrong with it. Start at [KustomizationFile].
@NullMarked
package io.pilothouse.repository.kustomize.file;

import org.jspecify.annotations.NullMarked;
