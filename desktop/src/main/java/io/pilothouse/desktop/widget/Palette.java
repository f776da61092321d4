package io.pilothouse.desktop.widget;

import javafx.scene.paint.Color;

/// The colours of what is painted by hand; everything else takes them from `pilothouse.css`, where the same ones stand.
///
/// @param isDark which of the two
/// @param ground behind everything
/// @param line borders and axes
/// @param grid lines inside a chart
/// @param text what is read first
/// @param muted what is read second
/// @param blue first series
/// @param violet second series
/// @param teal third series
/// @param bad what went wrong
public record Palette(
        boolean isDark,
        Color ground,
        Color line,
        Color grid,
        Color text,
        Color muted,
        Color blue,
        Color violet,
        Color teal,
        Color bad) {
    public static final Palette LIGHT = new Palette(
            false,
            Color.web("#ffffff"),
            Color.web("#d0d7de"),
            Color.web("#eaeef2"),
            Color.web("#24292f"),
            Color.web("#57606a"),
            Color.web("#0969da"),
            Color.web("#8250df"),
            Color.web("#1f7a5c"),
            Color.web("#a40e52"));
    public static final Palette DARK = new Palette(
            true,
            Color.web("#0d1117"),
            Color.web("#30363d"),
            Color.web("#21262d"),
            Color.web("#c9d1d9"),
            Color.web("#8b949e"),
            Color.web("#58a6ff"),
            Color.web("#a371f7"),
            Color.web("#3fb6a8"),
            Color.web("#ff7b86"));
}
