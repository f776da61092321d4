/// Who is who: names in certificates, the hub's certificate authority, and TLS with both sides known. Start at
/// [PeerName].
@NullMarked
package io.pilothouse.wire.tls;

import org.jspecify.annotations.NullMarked;
