/// Turns an application's files into the objects it wants, or into the list of everything that is wrong with them.
/// Start at
/// [Renderer].
@NullMarked
package io.pilothouse.repository.render;

import org.jspecify.annotations.NullMarked;
