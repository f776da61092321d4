/// The small HTTP port of a program: meters, liveness, readiness. Start at [StatusServer].
@NullMarked
package io.pilothouse.wire.http;

import org.jspecify.annotations.NullMarked;
