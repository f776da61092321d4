/// What a person does to a cluster beside Git: looks, and changes things by hand. Start at [Kubectl].
@NullMarked
package io.pilothouse.testkit.hand;

import org.jspecify.annotations.NullMarked;
