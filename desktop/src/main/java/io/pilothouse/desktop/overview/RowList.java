package io.pilothouse.desktop.overview;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ModifiableObservableListBase;

/// The rows on show. Replaced as a whole it tells the table only of the stretch that differs, so that scroll position
/// and cursor survive what happens elsewhere.
final class RowList extends ModifiableObservableListBase<FleetRow> {
    private final ArrayList<FleetRow> rows = new ArrayList<>();

    /// @return true if anything differed
    boolean replace(List<FleetRow> wanted) {
        int same = 0;
        int shorter = Math.min(rows.size(), wanted.size());
        while (same < shorter && rows.get(same) == wanted.get(same)) {
            same++;
        }
        int sameAtEnd = 0;
        while (sameAtEnd < shorter - same
                && rows.get(rows.size() - 1 - sameAtEnd) == wanted.get(wanted.size() - 1 - sameAtEnd)) {
            sameAtEnd++;
        }
        if (same == rows.size() && same == wanted.size()) {
            return false;
        }
        List<FleetRow> old = rows.subList(same, rows.size() - sameAtEnd);
        List<FleetRow> fresh = wanted.subList(same, wanted.size() - sameAtEnd);
        beginChange();
        List<FleetRow> removed = List.copyOf(old);
        old.clear();
        rows.addAll(same, fresh);
        modCount++;
        nextReplace(same, same + fresh.size(), removed);
        endChange();
        return true;
    }

    @Override
    public FleetRow get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    protected void doAdd(int index, FleetRow row) {
        rows.add(index, row);
    }

    @Override
    protected FleetRow doSet(int index, FleetRow row) {
        return rows.set(index, row);
    }

    @Override
    protected FleetRow doRemove(int index) {
        return rows.remove(index);
    }
}
