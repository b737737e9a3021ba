package io.carom.standalone.serve;

import io.carom.api.CaromException;
import io.carom.api.Input;
import io.carom.engine.Carom;
import io.carom.engine.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Hands inputs to the engine and waits until they are durable. Safe for any number of threads. */
final class Acceptance {
    private final Carom carom;

    Acceptance(Carom carom) {
        this.carom = carom;
    }

    /**
     * What became of each input, in order.
     *
     * @throws CaromException when one of them could not be recorded; those before it may be, and handing all over again does no harm
     */
    List<Receipt> take(List<? extends Input> inputs) {
        List<CompletableFuture<Receipt>> under = new ArrayList<>(inputs.size());
        inputs.forEach(input -> under.add(carom.submit(input)));
        List<Receipt> receipts = new ArrayList<>(inputs.size());
        CaromException refused = null;
        for (CompletableFuture<Receipt> receipt : under) {
            try {
                receipts.add(receipt.join());
            } catch (CompletionException e) {
                refused = e.getCause() instanceof CaromException cause
                        ? cause
                        : new CaromException("could not be decided: " + e.getCause(), e.getCause());
            }
        }
        if (refused != null) {
            throw refused;
        }
        return receipts;
    }
}
