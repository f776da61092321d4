/// Which fields a transformer changes, and how a field is changed in an object that is never changed itself. Start at
/// [FieldRules].
@NullMarked
package io.pilothouse.repository.kustomize.field;

import org.jspecify.annotations.NullMarked;
