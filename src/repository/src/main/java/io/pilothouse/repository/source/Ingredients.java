package io.pilothouse.repository.source;

import io.pilothouse.repository.tree.DamagedTreeException;
import java.util.List;

/// Everything that rendering something reads, found but not rendered. Found by a renderer's first step, which never
/// fails: what is wrong is kept until somebody asks for the objects, because its reads matter all the same.
public interface Ingredients {

    /// @return everything that [#render] reads, and every place where the first step looked in vain
    Reads reads();

    /// Renders. Reads nothing but what the reads name, and waits for no server.
    ///
    /// @return the objects, in their order
    /// @throws RefusedSourceException if there is anything wrong with any of them
    List<SourceObject> render() throws RefusedSourceException, DamagedTreeException;
}
