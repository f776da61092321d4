/// What was applied, kept in the cluster it was applied to. Many applications share one document, and what they hand in
/// while a write is under way goes into the next one together, so that a thousand applications are not a thousand
/// writes. Knows nothing of Kubernetes but that it keeps [Documents]. Start at [Inventories].
@NullMarked
package io.pilothouse.agent.inventory;

import org.jspecify.annotations.NullMarked;
