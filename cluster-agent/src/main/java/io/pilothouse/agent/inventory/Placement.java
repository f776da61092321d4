package io.pilothouse.agent.inventory;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.plan.Inventory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// On which document an application's inventory lies, and how.
final class Placement {
    /// Which version of an application's inventory it is.
    static final String NUMBER = "written";

    /// So many packed bytes are an application of about a thousand objects. Its neighbours would rewrite them with each
    /// of their changes.
    static final int LARGE = 64 * 1024;

    private static final String DOCUMENT = "inventory-";

    private Placement() {}

    /// @param mark of the application
    /// @param size packed
    /// @param before where it lay until now
    /// @return the document's name
    static String home(String mark, int size, Optional<String> before) {
        String own = DOCUMENT + mark;
        // half as large before it goes back, so that it does not move to and fro
        boolean isLarge = before.filter(own::equals).isPresent() ? size > LARGE / 2 : size > LARGE;
        // a mark ends with a digest, whose last digit is as good as any for dealing out sixteen ways
        return isLarge ? own : DOCUMENT + "shard-" + mark.charAt(mark.length() - 1);
    }

    /// @param number of the version
    static byte[] pack(Inventory inventory, long number) {
        String line = InventoryCodec.write(inventory)
                        .with(NUMBER, Json.Num.of(number))
                        .canonical() + "\n";
        return Members.pack(line.getBytes(StandardCharsets.UTF_8));
    }
}
