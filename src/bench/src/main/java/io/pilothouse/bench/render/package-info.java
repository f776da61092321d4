/// Goal G10: rendering kustomizations and charts. Start at [RenderBench].
@NullMarked
package io.pilothouse.bench.render;

import org.jspecify.annotations.NullMarked;
