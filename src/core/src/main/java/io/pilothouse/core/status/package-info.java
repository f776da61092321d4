/// What an agent says about its cluster, its applications and their objects. Start at [ApplicationStatus].
@NullMarked
package io.pilothouse.core.status;

import org.jspecify.annotations.NullMarked;
