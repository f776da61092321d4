package io.pilothouse.repository.render;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import java.util.List;

/// What came of rendering an application.
///
/// @param rendering its objects, or why there are none
/// @param warnings what is usable and yet worth a look
public record Rendered(Rendering rendering, List<InputError> warnings) {
    public Rendered {
        warnings = List.copyOf(warnings);
    }
}
