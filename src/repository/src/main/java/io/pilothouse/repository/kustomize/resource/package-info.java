/// What a kustomization works on: objects that remember which names they had, so that whoever refers to one by an
/// earlier name finds it under its present one. Start at [Resource].
@NullMarked
package io.pilothouse.repository.kustomize.resource;

import org.jspecify.annotations.NullMarked;
