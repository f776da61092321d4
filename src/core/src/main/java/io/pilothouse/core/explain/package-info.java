/// What a running agent can be asked, and what it answers: what a sync would do, and how one object is. Nothing here
/// ever holds a secret's value. Start at [Question].
@NullMarked
package io.pilothouse.core.explain;

import org.jspecify.annotations.NullMarked;
