/// `pilothouse repo`: the tools for whoever writes a fleet repository, over the same code that the agents run. Commands
/// read a folder or a commit, write to standard output, and say in one sentence why they cannot. Start at [RepoMain].
@NullMarked
package io.pilothouse.repository.tool;

import org.jspecify.annotations.NullMarked;
