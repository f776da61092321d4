package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.RefusedSourceException;

/// Changes objects.
@FunctionalInterface
public interface Transformer {
    void transform(ResourceSet resources) throws RefusedSourceException;
}
