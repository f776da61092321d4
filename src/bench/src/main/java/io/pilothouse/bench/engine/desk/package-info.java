/// How long it takes until the hub and the desktop know: the desktop's own link, model and screens in a process of
/// their own, which tells what reached them and when it was drawn. Start at [Desk].
@NullMarked
package io.pilothouse.bench.engine.desk;

import org.jspecify.annotations.NullMarked;
