/// What is said about the fleet: a table for people, JSON for programs, and the reasons why it is not settled yet.
/// Pure. Start at [Report].
@NullMarked
package io.pilothouse.demo.report;

import org.jspecify.annotations.NullMarked;
