/// A real registry for containers and charts. Start at [OciRegistryServer].
@NullMarked
package io.pilothouse.testkit.registry;

import org.jspecify.annotations.NullMarked;
