package io.pilothouse.agent.kube;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pilothouse.core.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Reads JSON text into values, without a tree of Jackson's in between.
public final class JsonReader {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Json.Bool TRUE = new Json.Bool(true);
    private static final Json.Bool FALSE = new Json.Bool(false);

    private JsonReader() {}

    /// @return the document, an empty object if it is another value
    /// @throws IOException if it is not JSON
    public static Json.Obj read(byte[] text) throws IOException {
        return read(text, 0, text.length);
    }

    static Json.Obj read(byte[] text, int from, int length) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text, from, length)) {
            parser.nextToken();
            return value(parser) instanceof Json.Obj obj ? obj : Json.Obj.EMPTY;
        }
    }

    private static Json value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return Json.Null.NULL;
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(new BigDecimal(parser.getText()));
            case VALUE_TRUE -> TRUE;
            case VALUE_FALSE -> FALSE;
            default -> Json.Null.NULL;
        };
    }

    private static Json.Obj object(JsonParser parser) throws IOException {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new Json.Obj(fields);
    }

    private static Json.Arr array(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Json.Arr(items);
    }
}
