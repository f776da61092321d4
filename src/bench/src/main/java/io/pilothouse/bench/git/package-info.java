/// Goal G9: getting commits from a Git server. Start at [GitBench].
@NullMarked
package io.pilothouse.bench.git;

import org.jspecify.annotations.NullMarked;
