package io.pilothouse.repository.render;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with an application: everything at once, up to a number that people still read.
final class Findings {
    private static final int MOST = 50;

    private final List<InputError> errors = new ArrayList<>();
    private int dropped;

    void add(String code, Origin origin, String message) {
        add(new InputError(code, origin, message));
    }

    void add(InputError error) {
        if (errors.size() < MOST) {
            errors.add(error);
        } else {
            dropped++;
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    int size() {
        return errors.size() + dropped;
    }

    List<InputError> errors() {
        if (dropped == 0) {
            return List.copyOf(errors);
        }
        InputError last = errors.getLast();
        List<InputError> all = new ArrayList<>(errors);
        all.add(new InputError(last.code(), last.origin(), "There are " + dropped + " more errors after this one."));
        return all;
    }
}
