package io.pilothouse.agent.inventory;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.plan.Inventory;
import java.nio.charset.StandardCharsets;

/// One application's inventory as it lies among others: a line of JSON with the number of its version, packed.
final class Versions {
    private static final String NUMBER = "written";

    private Versions() {}

    static byte[] pack(Inventory inventory, long number) {
        String line = InventoryCodec.write(inventory)
                        .with(NUMBER, Json.Num.of(number))
                        .canonical() + "\n";
        return Members.pack(line.getBytes(StandardCharsets.UTF_8));
    }

    static long numberOf(Json.Obj line) {
        return line.integer(0, NUMBER);
    }
}
