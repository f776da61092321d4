/// Who may do what in a cluster: the account that every write is done as, and the roles that an agent needs so that
/// nothing but those accounts can write. Start at [Writer].
@NullMarked
package io.pilothouse.core.rights;

import org.jspecify.annotations.NullMarked;
