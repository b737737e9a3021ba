package io.carom.engine.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.Action;
import io.carom.api.CampaignContext;
import io.carom.api.ServerContext;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.spi.Outgoing;
import io.carom.spi.Webhooks;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A host with outgoing webhooks in front of it: whatever is to be told becomes one message for each endpoint and list, once, and
 * everything goes on to the host behind. Made by {@link OutgoingWebhooks#tellingFor}; safe for any number of threads.
 */
final class WebhookHost implements Host {
    private final Host behind;
    private final Webhooks webhooks;
    private final List<Endpoint> endpoints;

    WebhookHost(Host behind, Webhooks webhooks, List<Endpoint> endpoints) {
        this.behind = behind;
        this.webhooks = webhooks;
        this.endpoints = List.copyOf(endpoints);
    }

    @Override
    public String name() {
        return behind.name();
    }

    @Override
    public Reply carryOut(Outgoing action) {
        List<Webhooks.Hook> hooks = new ArrayList<>();
        collect(action, hooks);
        webhooks.add(hooks);
        return told(action, behind.carryOut(action));
    }

    @Override
    public List<Reply> carryOut(List<Outgoing> actions) {
        List<Webhooks.Hook> hooks = new ArrayList<>();
        actions.forEach(action -> collect(action, hooks));
        webhooks.add(hooks);
        List<Reply> replies = behind.carryOut(actions);
        List<Reply> told = new ArrayList<>(replies.size());
        for (int i = 0; i < replies.size(); i++) {
            told.add(told(actions.get(Math.min(i, actions.size() - 1)), replies.get(i)));
        }
        return told;
    }

    /** A host need not know of webhooks. */
    private static Reply told(Outgoing action, Reply reply) {
        return action.action() instanceof Action.Notify && reply == Reply.NEVER ? Reply.DONE : reply;
    }

    private void collect(Outgoing action, List<Webhooks.Hook> hooks) {
        if (!(action.action() instanceof Action.Notify notify)) {
            return;
        }
        TreeSet<String> lists = new TreeSet<>();
        behind.lookUp(action.address()).ifPresent(known -> lists.addAll(known.lists()));
        if (action.list() != null) {
            lists.add(action.list());
        }
        for (Endpoint endpoint : endpoints) {
            if (!endpoint.hears(notify.event())) {
                continue;
            }
            if (lists.isEmpty()) {
                hooks.add(hook(endpoint, action, Body.of(notify.event(), action, null), ""));
            }
            for (String list : lists) {
                hooks.add(hook(endpoint, action, Body.of(notify.event(), action, list), list));
            }
        }
    }

    private static Webhooks.Hook hook(Endpoint endpoint, Outgoing action, String body, String list) {
        return new Webhooks.Hook(id(action.key(), list), endpoint.name(), action.address(), action.at(), body);
    }

    /** The same action about the same list always has the same id. */
    private static String id(String key, String list) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((key + "\n" + list).getBytes(UTF_8));
            return "msg_" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public Optional<Acquaintance> lookUp(AddressKey address) {
        return behind.lookUp(address);
    }

    @Override
    public Optional<ServerContext> server(String id) {
        return behind.server(id);
    }

    @Override
    public Optional<CampaignContext> campaign(String id) {
        return behind.campaign(id);
    }

    @Override
    public void close() {
        behind.close();
    }
}
