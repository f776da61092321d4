/// What cannot work without something else: objects without objects, applications without applications. So that a
/// failure holds back no more than it has to. Start at [Holdback].
@NullMarked
package io.pilothouse.core.depend;

import org.jspecify.annotations.NullMarked;
