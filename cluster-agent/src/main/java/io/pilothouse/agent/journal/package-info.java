/// The reports that the hub has not acknowledged yet: on disk, bounded, and whole after a kill at any byte. Start
/// at [Journal].
@NullMarked
package io.pilothouse.agent.journal;

import org.jspecify.annotations.NullMarked;
