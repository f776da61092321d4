package io.pilothouse.desktop.shell;

import io.pilothouse.desktop.application.ApplicationModel;
import io.pilothouse.desktop.application.ApplicationView;
import io.pilothouse.desktop.cluster.ClusterModel;
import io.pilothouse.desktop.cluster.ClusterView;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.navigation.Navigation;
import io.pilothouse.desktop.navigation.Screen;
import io.pilothouse.desktop.overview.OverviewModel;
import io.pilothouse.desktop.overview.OverviewView;
import io.pilothouse.desktop.state.CommandDesk;
import io.pilothouse.desktop.state.Hub;
import io.pilothouse.desktop.state.PulseBridge;
import io.pilothouse.desktop.widget.Confirm;
import io.pilothouse.desktop.widget.Dialogs;
import io.pilothouse.desktop.widget.TableCopy;
import io.pilothouse.desktop.widget.Theme;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The window's content while there is a hub to speak to. Builds the screens, and shows the one the address names.
public final class Shell implements Dialogs {
    /// Below this width the rail shows numbers only.
    private static final double NARROW = 1120;

    private final BorderPane frame = new BorderPane();
    private final StackPane root = new StackPane(frame);
    private final StackPane content = new StackPane();
    private final Navigation navigation;
    private final Rail rail;
    private final OverviewModel overviewModel = new OverviewModel();
    private final OverviewView overview;
    private final ClusterView cluster;
    private final ApplicationView application;
    private Optional<Screen> shown = Optional.empty();

    /// What the shell asks of the program around it.
    ///
    /// @param retry calls the hub now
    /// @param change chooses another hub or identity
    public record Outside(Runnable retry, Runnable change) {}

    public Shell(Hub hub, PulseBridge bridge, Theme theme, Address first, Outside outside) {
        navigation = new Navigation(first);
        CommandDesk desk = new CommandDesk(hub, bridge, () -> UUID.randomUUID().toString());
        StatusModel status = new StatusModel(ZoneId.systemDefault());
        rail = new Rail(
                navigation, theme, root.widthProperty().map(width -> width.doubleValue() < NARROW), outside.change());
        overview = new OverviewView(overviewModel, navigation, bridge::subscribe);
        cluster =
                new ClusterView(new ClusterModel(hub, bridge), navigation, bridge::subscribe, theme.paletteProperty());
        application = new ApplicationView(
                new ApplicationModel(hub, bridge, desk), navigation, bridge::subscribe, this, desk.whyNotProperty());
        VBox middle = new VBox(new LinkBand(status, outside.retry(), outside.change()), content);
        VBox.setVgrow(content, javafx.scene.layout.Priority.ALWAYS);
        content.setMinSize(0, 0);
        frame.setLeft(rail);
        frame.setCenter(middle);
        frame.setBottom(new VBox(new JobStrip(desk), new StatusBar(status)));
        root.getStyleClass().add("shell");
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        root.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        bridge.subscribe(status);
        bridge.subscribe(desk);
        navigation.currentProperty().subscribe(this::show);
    }

    public Parent node() {
        return root;
    }

    /// Puts the cursor where a person expects it. To be called once the node is in the window: before, nothing in
    /// it can have the focus.
    public void focus() {
        root.applyCss();
        shown.ifPresent(Screen::focus);
    }

    public Navigation navigation() {
        return navigation;
    }

    public OverviewModel overview() {
        return overviewModel;
    }

    @Override
    public void ask(Confirm.Question question, Consumer<String> confirmed) {
        Optional<Node> before = Optional.ofNullable(root.getScene().getFocusOwner());
        Confirm[] open = new Confirm[1];
        open[0] = new Confirm(question, confirmed, () -> {
            root.getChildren().remove(open[0]);
            frame.setDisable(false);
            before.ifPresent(Node::requestFocus);
        });
        frame.setDisable(true);
        root.getChildren().add(open[0]);
        open[0].open();
    }

    private void show(Address address) {
        Screen screen = switch (address) {
            case Address.Fleet ignored -> overview;
            case Address.Cluster ignored -> cluster;
            case Address.Application ignored -> application;
        };
        if (shown.filter(screen::equals).isEmpty()) {
            shown.ifPresent(Screen::deactivate);
            content.getChildren().setAll(screen.node());
            shown = Optional.of(screen);
            screen.activate(address);
            // A split pane has its parts only once it has its skin; without it there is nothing to focus
            screen.node().applyCss();
            screen.focus();
        } else {
            screen.activate(address);
        }
    }

    private void key(KeyEvent event) {
        if (event.isAltDown() && event.getCode() == KeyCode.LEFT) {
            navigation.back();
            event.consume();
        } else if (event.isAltDown() && event.getCode() == KeyCode.RIGHT) {
            navigation.forward();
            event.consume();
        } else if (event.isShortcutDown() && event.isShiftDown() && event.getCode() == KeyCode.C) {
            TableCopy.copy(navigation.current().text());
            event.consume();
        } else if (!(event.getTarget() instanceof TextInputControl) && !event.isShortcutDown() && !event.isAltDown()) {
            plain(event);
        }
    }

    /// On typing, not on pressing: the character itself would land in the box that the press had just opened.
    private void typed(KeyEvent event) {
        if (event.getCharacter().equals("/")
                && !(event.getTarget() instanceof TextInputControl)
                && shown.filter(overview::equals).isPresent()) {
            overview.enterFilter();
            event.consume();
        }
    }

    private void plain(KeyEvent event) {
        int number = List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3).indexOf(event.getCode()) + 1;
        if (number > 0) {
            rail.go(number);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE || event.getCode() == KeyCode.BACK_SPACE) {
            navigation.back();
            event.consume();
        }
    }
}
