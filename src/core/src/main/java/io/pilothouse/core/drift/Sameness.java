package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a live value is what a manifest declared, although it is written differently.
final class Sameness {
    private static final Pattern QUANTITY = Pattern.compile("([+-]?[0-9.]+)(m|k|Ki|M|Mi|G|Gi|T|Ti|P|Pi|E|Ei|)");

    private static final Set<String> QUANTITIES =
            Set.of("resources", "limits", "requests", "hard", "capacity", "allocatable", "overhead");

    private Sameness() {}

    /// @return true for a field whose values, at any depth, are quantities of resources
    static boolean holdsQuantities(String field) {
        return QUANTITIES.contains(field);
    }

    /// @param isQuantity the field holds quantities, so that `1000m` is `1`
    /// @return true if live holds at least what is declared; fields the cluster filled in do not count
    static boolean covers(Json desired, Json live, boolean isQuantity) {
        return switch (desired) {
            case Json.Obj obj ->
                live instanceof Json.Obj other
                        && obj.fields().entrySet().stream()
                                .allMatch(field -> isNothing(field.getValue())
                                        || other.get(field.getKey())
                                                .map(value -> covers(
                                                        field.getValue(),
                                                        value,
                                                        isQuantity || holdsQuantities(field.getKey())))
                                                .orElse(false));
            case Json.Arr arr -> live instanceof Json.Arr other && coversAll(arr.items(), other.items(), isQuantity);
            case Json.Text text ->
                text.equals(live) || (isQuantity && quantity(text).equals(quantity(live)) && isQuantity(live));
            case Json.Num num ->
                num.equals(live) || (isQuantity && quantity(num).equals(quantity(live)));
            case Json.Bool bool -> bool.equals(live);
            case Json.Null _ -> true;
        };
    }

    private static boolean coversAll(List<Json> desired, List<Json> live, boolean isQuantity) {
        if (desired.size() != live.size()) {
            return false;
        }
        for (int i = 0; i < desired.size(); i++) {
            if (!covers(desired.get(i), live.get(i), isQuantity)) {
                return false;
            }
        }
        return true;
    }

    /// @return true for what the API server leaves out when it stores an object
    static boolean isNothing(Json value) {
        return switch (value) {
            case Json.Null _ -> true;
            case Json.Obj obj -> obj.fields().values().stream().allMatch(Sameness::isNothing);
            case Json.Arr arr -> arr.items().isEmpty();
            case Json.Text _, Json.Num _, Json.Bool _ -> false;
        };
    }

    private static boolean isQuantity(Json value) {
        return quantity(value).isPresent();
    }

    private static Optional<BigDecimal> quantity(Json value) {
        String text = switch (value) {
            case Json.Text t -> t.value();
            case Json.Num n -> n.value().toPlainString();
            case Json.Obj _, Json.Arr _, Json.Bool _, Json.Null _ -> "";
        };
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(matcher.group(1));
            return Optional.of(number.multiply(scale(matcher.group(2))).stripTrailingZeros());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static BigDecimal scale(String suffix) {
        if (suffix.equals("m")) {
            return new BigDecimal("0.001");
        }
        if (suffix.isEmpty()) {
            return BigDecimal.ONE;
        }
        int power = "kMGTPE".indexOf(suffix.equals("Ki") ? 'k' : suffix.charAt(0)) + 1;
        return suffix.endsWith("i") ? BigDecimal.valueOf(1024).pow(power) : BigDecimal.TEN.pow(3 * power);
    }
}
