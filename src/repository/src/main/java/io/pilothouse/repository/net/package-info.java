/// Where this program may connect to, and by which way. Everything that follows a URL from a repository or a settings
/// file goes through here. Start at [AddressRule].
@NullMarked
package io.pilothouse.repository.net;

import org.jspecify.annotations.NullMarked;
