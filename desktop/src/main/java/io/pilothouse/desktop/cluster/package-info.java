/// One cluster: does it match Git, does it work, do we know, and how it did in the last hour. Start at [ClusterModel].
@NullMarked
package io.pilothouse.desktop.cluster;

import org.jspecify.annotations.NullMarked;
