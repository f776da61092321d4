/// What a manifest's annotations ask for: when it is applied and how, whether it may be deleted, what becomes of its
/// drift. Ours, and those of Argo CD, Flux and Helm, which mean here what they mean there. Start at [Wishes].
@NullMarked
package io.pilothouse.core.annotation;

import org.jspecify.annotations.NullMarked;
