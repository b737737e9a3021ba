package io.carom.engine.deliver;

import io.carom.spi.Host;
import io.carom.spi.Outgoing;
import java.util.List;

/** Hands actions to a host. */
final class HostCarrier implements Carrier<Outgoing> {
    private static final Answer LATER = Answer.later("the host asks to come again");
    private static final Answer NEVER = Answer.never("the host refuses it for good");

    private final Host host;

    HostCarrier(Host host) {
        this.host = host;
    }

    @Override
    public List<Answer> carry(List<Outgoing> actions) {
        List<Host.Reply> replies =
                actions.size() == 1 ? List.of(host.carryOut(actions.get(0))) : host.carryOut(actions);
        return replies.stream().map(HostCarrier::answer).toList();
    }

    private static Answer answer(Host.Reply reply) {
        return switch (reply) {
            case DONE -> Answer.DONE;
            case LATER -> LATER;
            case NEVER -> NEVER;
        };
    }
}
