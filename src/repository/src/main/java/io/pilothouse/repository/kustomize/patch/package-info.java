/// Patches: what is laid over an object (strategic merge) or done to it step by step (RFC 6902), and which objects a
/// patch is for. Start at [PatchTransformer].
@NullMarked
package io.pilothouse.repository.kustomize.patch;

import org.jspecify.annotations.NullMarked;
