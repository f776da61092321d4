/// Kustomize, in process and in memory: what a kustomization makes of the files it names, equal to what `kubectl
/// kustomize` makes of them. Works in two steps, as all renderers do: the first follows every file that a kustomization
/// names, the second builds from those. Start at [KustomizeFolder].
@NullMarked
package io.pilothouse.repository.kustomize;

import org.jspecify.annotations.NullMarked;
