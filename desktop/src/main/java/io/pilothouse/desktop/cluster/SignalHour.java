package io.pilothouse.desktop.cluster;

import io.pilothouse.core.signal.Histogram;
import io.pilothouse.core.signal.SignalMinute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The golden signals of one cluster over an hour, as the charts want them: one value for each minute, and NaN where
/// the
/// agent said nothing of that minute.
///
/// @param fromMinute the first minute, since 1970
/// @param minutes what the agent said, by minute
public record SignalHour(long fromMinute, Map<Long, SignalMinute> minutes) {
    /// Minutes in the picture.
    public static final int MINUTES = 60;
    /// Changes are rare: a quantile is taken over so many minutes up to the one it stands at.
    static final int WINDOW = 10;
    /// Of the last so many minutes one is called now.
    static final int RECENT = 3;

    public static final SignalHour NONE = new SignalHour(0, Map.of());

    public SignalHour {
        minutes = Map.copyOf(minutes);
    }

    public static SignalHour of(long fromMinute, List<SignalMinute> said) {
        Map<Long, SignalMinute> byMinute = new HashMap<>();
        said.forEach(minute -> byMinute.put(minute.minute().getEpochSecond() / 60, minute));
        return new SignalHour(fromMinute, byMinute);
    }

    /// @return a value for each minute
    public List<Double> series(ToDoubleFunction<SignalMinute> value) {
        List<Double> series = new ArrayList<>(MINUTES);
        for (int i = 0; i < MINUTES; i++) {
            series.add(at(i).map(value::applyAsDouble).orElse(Double.NaN));
        }
        return series;
    }

    /// @return a quantile for each minute, of the minutes up to it; NaN where the agent was silent or nothing
    ///     happened
    public List<Double> quantiles(Function<SignalMinute, Histogram> histogram, double q) {
        List<Double> series = new ArrayList<>(MINUTES);
        for (int i = 0; i < MINUTES; i++) {
            series.add(
                    at(i).isEmpty()
                            ? Double.NaN
                            : sum(histogram, i - WINDOW + 1, i).quantileSeconds(q));
        }
        return series;
    }

    /// @return of the whole hour
    public Histogram total(Function<SignalMinute, Histogram> histogram) {
        return sum(histogram, 0, MINUTES - 1);
    }

    /// @return of the whole hour
    public long count(ToDoubleFunction<SignalMinute> value) {
        return Math.round(minutes.values().stream().mapToDouble(value).sum());
    }

    /// @return true if the agent spoke of no minute
    public boolean isEmpty() {
        return minutes.isEmpty();
    }

    /// @return the newest minute the agent spoke of; empty if that is too long ago to be called now
    public Optional<SignalMinute> newest() {
        return minutes.entrySet().stream()
                .max(Map.Entry.comparingByKey())
                .filter(newest -> newest.getKey() >= fromMinute + MINUTES - RECENT)
                .map(Map.Entry::getValue);
    }

    private Optional<SignalMinute> at(int index) {
        return Optional.ofNullable(minutes.get(fromMinute + index));
    }

    private Histogram sum(Function<SignalMinute, Histogram> histogram, int first, int last) {
        Histogram sum = Histogram.EMPTY;
        for (int i = Math.max(0, first); i <= last; i++) {
            Optional<SignalMinute> minute = at(i);
            if (minute.isPresent()) {
                sum = sum.plus(histogram.apply(minute.get()));
            }
        }
        return sum;
    }
}
