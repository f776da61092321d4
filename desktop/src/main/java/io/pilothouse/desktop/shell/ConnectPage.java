package io.pilothouse.desktop.shell;

import io.pilothouse.desktop.widget.Labels;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;

/// The page of the first start: which hub, and who are you.
public final class ConnectPage {
    private final StackPane root = new StackPane();
    private final TextField address = new TextField();
    private final TextField identity = new TextField();
    private final Label trouble = Labels.label("", "connect-trouble");

    /// Tries to connect.
    public interface Connecting {
        /// @return why it cannot be done, a sentence; empty if it is being done
        Optional<String> connect(String address, String identity);
    }

    /// @param addressBefore filled in
    /// @param identityBefore filled in
    /// @param why said at once; empty for nothing
    public ConnectPage(String addressBefore, String identityBefore, String why, Connecting connecting) {
        root.getStyleClass().add("shell");
        root.setId("connect");
        address.setId("connect-address");
        address.setText(addressBefore);
        address.setPromptText("hub.example.com:7443");
        identity.setId("connect-identity");
        identity.setText(identityBefore);
        identity.setPromptText("folder with identity.key, identity.crt and ca.crt");
        HBox.setHgrow(identity, Priority.ALWAYS);
        Button choose = Labels.button("Choose …", this::choose);
        Button connect = Labels.button("Connect", () -> tell(connecting), "accent");
        connect.setId("connect-button");
        connect.setDefaultButton(true);
        trouble.setId("connect-trouble");
        trouble.setWrapText(true);
        trouble.setMinHeight(Region.USE_PREF_SIZE);
        say(why);
        Label title = Labels.label("Connect to a hub", "title");
        Label intro =
                paragraph("Pilothouse shows the fleet that a hub knows. It needs the hub’s address, and an identity"
                        + " that the hub issued to you.");
        Label how = paragraph("No identity yet? Whoever runs the hub makes one with");
        TextField command = new TextField("pilothouse hub issue-client --data DIR --name YOU --out DIR");
        command.setEditable(false);
        command.getStyleClass().add("command");
        VBox card = new VBox(
                10,
                title,
                intro,
                Labels.label("Address", "caption"),
                address,
                Labels.label("Identity", "caption"),
                new HBox(8, identity, choose),
                trouble,
                new HBox(8, Labels.spring(), connect),
                how,
                command);
        card.getStyleClass().add("dialog");
        card.setMaxSize(520, Region.USE_PREF_SIZE);
        StackPane.setAlignment(card, Pos.CENTER);
        root.getChildren().add(card);
    }

    public Parent node() {
        return root;
    }

    private void tell(Connecting connecting) {
        connecting
                .connect(address.getText().strip(), identity.getText().strip())
                .ifPresent(this::say);
    }

    private void say(String why) {
        trouble.setText(why);
        trouble.setVisible(!why.isEmpty());
        trouble.setManaged(!why.isEmpty());
    }

    private void choose() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Folder of your identity");
        Optional.ofNullable(chooser.showDialog(root.getScene().getWindow()))
                .ifPresent(folder -> identity.setText(folder.getPath()));
    }

    private static Label paragraph(String text) {
        Label label = Labels.label(text, "muted");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
