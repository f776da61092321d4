/// Goal G11: how fast YAML becomes values. Start at [DecodeBench].
@NullMarked
package io.pilothouse.bench.decode;

import org.jspecify.annotations.NullMarked;
