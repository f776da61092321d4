package io.pilothouse.desktop.navigation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Where the window is, was before, and was before it went back. Confined to the thread of the window.
public final class Navigation {
    private static final int MAX_HISTORY = 100;

    private final ReadOnlyObjectWrapper<Address> current;
    private final Deque<Address> back = new ArrayDeque<>();
    private final Deque<Address> forward = new ArrayDeque<>();

    public Navigation(Address first) {
        current = new ReadOnlyObjectWrapper<>(first);
    }

    public ReadOnlyObjectProperty<Address> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public Address current() {
        return current.get();
    }

    /// Opens an address; the one before is a step back away.
    public void open(Address address) {
        if (address.equals(current.get())) {
            return;
        }
        back.push(current.get());
        if (back.size() > MAX_HISTORY) {
            back.removeLast();
        }
        forward.clear();
        current.set(address);
    }

    /// Notes that the screen on show now goes by another address, so that going back returns to what was seen.
    public void amend(Address address) {
        current.set(address);
    }

    /// Goes a step back.
    ///
    /// @return false if there is none
    public boolean back() {
        return step(back, forward);
    }

    /// Takes a step back again.
    ///
    /// @return false if there is none
    public boolean forward() {
        return step(forward, back);
    }

    private boolean step(Deque<Address> from, Deque<Address> to) {
        Optional<Address> next = Optional.ofNullable(from.poll());
        next.ifPresent(address -> {
            to.push(current.get());
            current.set(address);
        });
        return next.isPresent();
    }
}
