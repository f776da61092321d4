package io.pilothouse.desktop.overview;

import io.pilothouse.desktop.reading.Moment;
import io.pilothouse.desktop.widget.Glyph;
import io.pilothouse.desktop.widget.Labels;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The first cell: the fold, the glyph and the name. An application stands a step further in than its cluster.
final class NameCell extends RowCell {
    private final Supplier<Moment> moment;
    private final Region arrow = new Region();
    private final StackPane fold = new StackPane(arrow);
    private final Glyph glyph = new Glyph();
    private final Label name = Labels.label("", "row-name");
    private final Label layer = Labels.label("", "row-layer");
    private final HBox box = new HBox(8, fold, glyph, name, layer);

    NameCell(OverviewModel model, Supplier<Moment> moment) {
        super(value -> "", value -> List.of());
        this.moment = moment;
        box.setAlignment(Pos.CENTER_LEFT);
        box.setMinWidth(0);
        fold.getStyleClass().add("fold");
        arrow.getStyleClass().add("fold-arrow");
        layer.setMinWidth(Region.USE_PREF_SIZE);
        fold.setOnMousePressed(event -> {
            FleetRow row = getItem();
            if (event.getButton() == MouseButton.PRIMARY && row != null && row.isCluster()) {
                model.fold(row.key().cluster(), !row.value().isExpanded());
                event.consume();
            }
        });
    }

    @Override
    void show(FleetRow.Value value) {
        boolean isCluster = value.application().isEmpty();
        boolean canFold = isCluster && !value.cluster().applications().isEmpty();
        glyph.show(value.condition(), moment.get().isOld(value.cluster()));
        name.setText(RowText.name(value));
        layer.setText(value.application()
                .filter(application -> !application.key().layer().folder().equals("app"))
                .map(application -> application.key().layer().folder())
                .orElse(""));
        layer.setManaged(!layer.getText().isEmpty());
        arrow.setVisible(canFold);
        arrow.setRotate(value.isExpanded() ? 90 : 0);
        box.setTranslateX(isCluster ? 0 : 22);
        box.setMaxWidth(Double.MAX_VALUE);
        setGraphic(box);
    }
}
