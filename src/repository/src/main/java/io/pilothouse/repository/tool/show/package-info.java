/// How the tools write what they found: for people, for scripts, and for code scanning. Start at [FindingText].
@NullMarked
package io.pilothouse.repository.tool.show;

import org.jspecify.annotations.NullMarked;
