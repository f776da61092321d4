/// The hub's own authority: who it is, and certificates for those it talks to. Start at [HubIdentities].
@NullMarked
package io.pilothouse.hub.access;

import org.jspecify.annotations.NullMarked;
