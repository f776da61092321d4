/// Translates between the wire's messages and core's values. Generated types stop here: nothing above this package sees
/// them, except where a stream is read or written. Start at [Events].
@NullMarked
package io.pilothouse.wire.codec;

import org.jspecify.annotations.NullMarked;
