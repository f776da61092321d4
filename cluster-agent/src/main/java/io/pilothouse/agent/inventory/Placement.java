package io.pilothouse.agent.inventory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// On which document each application's inventory lies. Documents are filled one after the other and not dealt out
/// evenly: the fewer there are, the more goes into one write. What a document may hold bounds what a write costs.
/// Thread-safe.
final class Placement {
    /// A document that holds so many packed bytes takes in nothing new: about 80 applications
    /// of four objects.
    static final int ROOM = 64 * 1024;
    /// What outgrows this has to go elsewhere with what grew last.
    static final int FULL = 2 * ROOM;

    private static final String OWN = "inventory-";
    private static final String SHARED = "inventory-shared-";

    private final Map<String, Placed> placed = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    private record Placed(String document, int size) {}

    /// Forgets everything.
    synchronized void clear() {
        placed.clear();
        sizes.clear();
    }

    /// Takes down where an application lies.
    synchronized void note(String mark, String document, int size) {
        remove(mark);
        placed.put(mark, new Placed(document, size));
        sizes.merge(document, size, Integer::sum);
    }

    /// Chooses where an application is to lie from now on.
    ///
    /// @param size packed
    /// @return the document's name
    synchronized String place(String mark, int size) {
        Optional<Placed> before = release(mark);
        String document = before.map(Placed::document)
                .filter(there -> isStaying(mark, there, size))
                .orElseGet(() -> choose(mark, size));
        note(mark, document, size);
        return document;
    }

    private boolean isStaying(String mark, String document, int size) {
        // half as large before it goes back to the others, so that it does not move to and fro
        return document.equals(own(mark))
                ? size > ROOM / 2
                : size <= ROOM && sizes.getOrDefault(document, 0) + size <= FULL;
    }

    private String choose(String mark, int size) {
        if (size > ROOM) {
            // its neighbours would write it again with each of their changes
            return own(mark);
        }
        int number = 0;
        while (sizes.getOrDefault(SHARED + number, 0) + size > ROOM) {
            number++;
        }
        return SHARED + number;
    }

    private static String own(String mark) {
        return OWN + mark;
    }

    /// Makes room: the application is gone.
    synchronized void remove(String mark) {
        release(mark);
    }

    private Optional<Placed> release(String mark) {
        Optional<Placed> before = Optional.ofNullable(placed.remove(mark));
        before.ifPresent(one -> sizes.merge(one.document(), -one.size(), Integer::sum));
        return before;
    }
}
