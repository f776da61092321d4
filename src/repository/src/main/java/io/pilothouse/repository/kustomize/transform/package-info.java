/// What a kustomization does to its objects, one class for each field that asks for it. Start at [Transformer].
@NullMarked
package io.pilothouse.repository.kustomize.transform;

import org.jspecify.annotations.NullMarked;
