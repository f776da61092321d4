package io.pilothouse.desktop.shell;

import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.navigation.Navigation;
import io.pilothouse.desktop.widget.Labels;
import io.pilothouse.desktop.widget.Theme;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The rail at the left: the screens by number. Cluster and Application lead back to the ones looked at last.
final class Rail extends VBox {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double WIDE = 176;
    private static final double NARROW = 52;

    private final Navigation navigation;
    private Address.Fleet fleet = new Address.Fleet("");
    private Optional<Address.Cluster> cluster = Optional.empty();
    private Optional<Address.Application> application = Optional.empty();
    private final Item fleetItem = new Item("1", "Fleet");
    private final Item clusterItem = new Item("2", "Cluster");
    private final Item applicationItem = new Item("3", "Application");

    /// @param isNarrow whether there is only room for the numbers
    Rail(Navigation navigation, Theme theme, ObservableValue<Boolean> isNarrow, Runnable change) {
        this.navigation = navigation;
        getStyleClass().add("rail");
        Label name = Labels.label("Pilothouse", "rail-name");
        Region space = new Region();
        VBox.setVgrow(space, javafx.scene.layout.Priority.ALWAYS);
        Button hub = Labels.button("Hub …", change, "rail-button");
        hub.setTooltip(new Tooltip("Connect to another hub"));
        Button appearance = Labels.button("", theme::toggle, "rail-button");
        appearance.setId("theme");
        getChildren().addAll(name, fleetItem, clusterItem, applicationItem, space, hub, appearance);
        fleetItem.setOnAction(event -> go(1));
        clusterItem.setOnAction(event -> go(2));
        applicationItem.setOnAction(event -> go(3));
        isNarrow.subscribe(narrow -> {
            for (Item item : new Item[] {fleetItem, clusterItem, applicationItem}) {
                item.narrow(narrow);
            }
            name.setText(narrow ? "P" : "Pilothouse");
            hub.setText(narrow ? "…" : "Hub …");
            theme.paletteProperty()
                    .subscribe(palette ->
                            appearance.setText(isNarrow.getValue() ? "◐" : palette.isDark() ? "◐  Light" : "◐  Dark"));
            setMinWidth(narrow ? NARROW : WIDE);
            setMaxWidth(narrow ? NARROW : WIDE);
        });
        navigation.currentProperty().subscribe(this::note);
    }

    /// Goes to a screen by its number.
    void go(int number) {
        switch (number) {
            case 1 -> navigation.open(fleet);
            case 2 -> cluster.ifPresent(navigation::open);
            case 3 -> application.ifPresent(navigation::open);
            default -> {}
        }
    }

    private void note(Address address) {
        switch (address) {
            case Address.Fleet at -> fleet = at;
            case Address.Cluster at -> cluster = Optional.of(at);
            case Address.Application at -> {
                application = Optional.of(at);
                cluster = Optional.of(new Address.Cluster(at.key().cluster()));
            }
        }
        fleetItem.show("", true, address instanceof Address.Fleet);
        clusterItem.show(
                cluster.map(Address.Cluster::name).orElse(""), cluster.isPresent(), address instanceof Address.Cluster);
        applicationItem.show(
                application.map(Address.Application::title).orElse(""),
                application.isPresent(),
                address instanceof Address.Application);
    }

    /// One entry.
    private static final class Item extends Button {
        private final Label title;
        private final Label detail = Labels.label("", "rail-detail");
        private final VBox text;

        Item(String number, String title) {
            getStyleClass().setAll("rail-item");
            setId("rail-" + number);
            this.title = Labels.label(title, "rail-title");
            text = new VBox(this.title, detail);
            text.setAlignment(Pos.CENTER_LEFT);
            Label key = Labels.label(number, "rail-number");
            key.setMinWidth(Region.USE_PREF_SIZE);
            HBox box = new HBox(10, key, text);
            box.setAlignment(Pos.CENTER_LEFT);
            setGraphic(box);
            setAlignment(Pos.CENTER_LEFT);
            setMaxWidth(Double.MAX_VALUE);
            setFocusTraversable(false);
        }

        void show(String what, boolean isThere, boolean isChosen) {
            detail.setText(what);
            detail.setManaged(!what.isEmpty());
            detail.setVisible(!what.isEmpty());
            setDisable(!isThere);
            pseudoClassStateChanged(CHOSEN, isChosen);
            setAccessibleText(title.getText() + " " + what);
        }

        void narrow(boolean isNarrow) {
            text.setVisible(!isNarrow);
            text.setManaged(!isNarrow);
        }
    }
}
