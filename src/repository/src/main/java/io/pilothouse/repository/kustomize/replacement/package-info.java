/// Copies values from one object into others: `replacements`, and the older `vars`. Start at [ReplacementTransformer]
/// and [Variables].
@NullMarked
package io.pilothouse.repository.kustomize.replacement;

import org.jspecify.annotations.NullMarked;
