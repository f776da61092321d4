/// The demo: a real fleet on one machine. It starts the same programs that people run, each in a process of its own,
/// follows the hub as any client does, and takes everything down again. Start at [DemoRun].
@NullMarked
package io.pilothouse.demo;

import org.jspecify.annotations.NullMarked;
