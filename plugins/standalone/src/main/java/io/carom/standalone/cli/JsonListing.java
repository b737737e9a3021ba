package io.carom.standalone.cli;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** JSON: one array, or one object a line. */
final class JsonListing extends Listing {
    private final boolean array;
    private boolean any;

    JsonListing(Output output, boolean array) {
        super(output);
        this.array = array;
    }

    @Override
    public void print(Supplier<String> json, Function<Column, @Nullable String> cells) {
        if (array) {
            output.print(any ? ",\n" : "[\n").print(json.get());
        } else {
            output.line(json.get());
        }
        any = true;
    }

    @Override
    public void close() {
        if (array) {
            output.print(any ? "\n]\n" : "[]\n");
        }
        super.close();
    }
}
