/// Whether a commit was signed by somebody who may. Knows commits as bytes only; keys come from files that the settings
/// name, and from nowhere else: no `~/.gnupg`, no `~/.ssh`, no Git configuration. Start at [SignatureCheck].
@NullMarked
package io.pilothouse.repository.git.signature;

import org.jspecify.annotations.NullMarked;
