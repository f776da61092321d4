package io.pilothouse.repository.kustomize.generate;

import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;

/// Gives the content of files that a kustomization names.
@FunctionalInterface
public interface FileContents {

    /// @param path as it was written
    byte[] read(Written path) throws RefusedSourceException, DamagedTreeException;
}
