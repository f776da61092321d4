/// The desktop's end of the line to a hub, and the only package that knows gRPC. Start at [HubLink].
@NullMarked
package io.pilothouse.desktop.link;

import org.jspecify.annotations.NullMarked;
