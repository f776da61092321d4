/// What renderers have in common: where they read, what they give, and what they may ask for from elsewhere. A renderer
/// works in two steps. The first finds everything that rendering will read and renders nothing; what it found is what
/// an application's fingerprint is made of. The second reads nothing else. Start at [Ingredients].
@NullMarked
package io.pilothouse.repository.source;

import org.jspecify.annotations.NullMarked;
