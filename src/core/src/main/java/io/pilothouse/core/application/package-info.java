/// The names of things: applications, layers and revisions. Start at [ApplicationKey].
@NullMarked
package io.pilothouse.core.application;

import org.jspecify.annotations.NullMarked;
