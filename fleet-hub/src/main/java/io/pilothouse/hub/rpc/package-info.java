/// What agents and clients can call: translates calls into submissions to the ledger and its state into answers. Start
/// at [RpcServer].
@NullMarked
package io.pilothouse.hub.rpc;

import org.jspecify.annotations.NullMarked;
