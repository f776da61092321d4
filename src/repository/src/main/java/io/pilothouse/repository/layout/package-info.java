/// Reads the files that describe the fleet (`fleet/`, `application.yaml`) and finds the slice of one cluster. Strict:
/// what
/// it does not know or cannot do is refused, because a setting that is passed over looks as if it were in force. Start
/// at
/// [SliceReader].
@NullMarked
package io.pilothouse.repository.layout;

import org.jspecify.annotations.NullMarked;
