package io.carom.standalone.cli;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints nothing. */
final class NoListing extends Listing {
    NoListing(Output output) {
        super(output);
    }

    @Override
    public void print(Supplier<String> json, Function<Column, @Nullable String> cells) {}
}
