package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Action;
import io.carom.api.SubscriberStatus;
import io.carom.engine.deliver.DeliverySettings;
import io.carom.engine.deliver.Dispatcher;
import io.carom.engine.webhook.Endpoint;
import io.carom.engine.webhook.Network;
import io.carom.engine.webhook.OutgoingWebhooks;
import io.carom.engine.webhook.Post;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.spi.Outgoing;
import io.carom.spi.Webhooks.Hook;
import io.carom.standalone.Receiver.Said;
import io.carom.store.jdbc.EmbeddedHost;
import io.carom.store.jdbc.EmbeddedHostSettings;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.store.jdbc.Membership;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an action of the outbox to a request at a program on this machine, over a real store and real sockets. */
class OutgoingWebhooksTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD_KEY = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final DeliverySettings QUICK =
            OutgoingWebhooks.DELIVERY.perSecond(0).breaker(1_000, Duration.ofSeconds(30), Duration.ofMinutes(15));

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(T);
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return InstantSource.fixed(now.get()).withZone(zone);
        }
    };
    private JdbcJournal journal;
    private EmbeddedHost lists;
    private Receiver crm;
    private Receiver shop;
    private OutgoingWebhooks webhooks;
    private List<Dispatcher<Hook>> senders = List.of();
    private Host host;

    @BeforeEach
    void open() throws Exception {
        journal = JdbcJournal.open(folder.resolve("carom.db").toString());
        lists = journal.embeddedHost(clock, EmbeddedHostSettings.DEFAULT);
        crm = new Receiver();
        shop = new Receiver();
        serve(QUICK);
    }

    private void serve(DeliverySettings delivery) {
        webhooks = new OutgoingWebhooks(
                List.of(
                        Endpoint.of(
                                "crm",
                                crm.url(),
                                List.of(KEY, OLD_KEY),
                                Set.of("subscriber.bounced"),
                                Duration.ofSeconds(5)),
                        Endpoint.of("shop", shop.url(), List.of(), Set.of(), Duration.ofMillis(500))),
                journal.webhooks().orElseThrow(),
                Post.to(List.of(Network.parse("127.0.0.1").orElseThrow())),
                clock,
                delivery);
        senders = webhooks.workers();
        host = webhooks.tellingFor(lists);
    }

    @AfterEach
    void close() {
        senders.forEach(Dispatcher::close);
        webhooks.close();
        crm.close();
        shop.close();
        journal.close();
    }

    private static Outgoing bounced(String key, String name, String list) {
        return new Outgoing(
                key,
                AddressKey.of("", name + "@example.com"),
                new Action.Notify("subscriber.bounced"),
                T,
                "e1",
                "<m1>",
                list,
                "s1",
                "c1",
                "5.1.1",
                "hard",
                "550 5.1.1 \"unknown\"");
    }

    private static String body(String name, String list) {
        return "{\"event\":\"subscriber.bounced\",\"subscriber_email\":\"" + name + "@example.com\",\"list_uid\":\""
                + list + "\",\"dsn_code\":\"5.1.1\",\"bounce_type\":\"hard\",\"reason\":\"550 5.1.1 \\\"unknown\\\"\"}";
    }

    /** Lets both senders do what is due, again and again until {@code length} has passed. */
    private void run(Duration length) {
        Instant end = now.get().plus(length);
        while (now.get().isBefore(end)) {
            Duration rest = Duration.ofHours(1);
            for (Dispatcher<Hook> sender : senders) {
                Duration wanted = sender.step(now.get()).rest();
                rest = wanted.compareTo(rest) < 0 ? wanted : rest;
            }
            // Nobody looks every second for three days here
            Duration least = rest.isZero() ? Duration.ofMillis(1) : length.dividedBy(2_000);
            Duration step = rest.compareTo(least) < 0 ? least : rest;
            now.updateAndGet(at -> at.plus(step));
        }
    }

    @Test
    void each_list_of_a_bounced_address_is_told_of_once_and_signed_with_every_key() throws Exception {
        AddressKey bob = AddressKey.of("", "bob@example.com");
        lists.put(
                List.of(
                        new Membership(bob, "news", "s1", SubscriberStatus.SUBSCRIBED, T, null),
                        new Membership(bob, "offers", "s2", SubscriberStatus.SUBSCRIBED, T, null),
                        new Membership(bob, "left", "s3", SubscriberStatus.UNSUBSCRIBED, T, null)),
                new Act(T, "ann", ""));

        assertThat(host.carryOut(bounced("e1/1/notify", "bob", "news"))).isEqualTo(Host.Reply.DONE);
        assertThat(host.carryOut(List.of(bounced("e1/1/notify", "bob", "news"))))
                .containsExactly(Host.Reply.DONE);
        run(Duration.ofSeconds(2));

        assertThat(crm.bodies()).containsExactly(body("bob", "news"), body("bob", "offers"));
        assertThat(shop.bodies()).containsExactlyElementsOf(crm.bodies());
        Receiver.Request request = crm.requests().get(0);
        assertThat(request.id())
                .matches("msg_[0-9a-f]{32}")
                .isEqualTo(shop.requests().get(0).id());
        assertThat(request.id()).isNotEqualTo(crm.requests().get(1).id());
        assertThat(request.timestamp()).isEqualTo(Long.toString(T.getEpochSecond()));
        assertThat(request.signature()).isEqualTo(signed(request, KEY) + " " + signed(request, OLD_KEY));
        assertThat(shop.requests().get(0).signature()).isNull();
        host.carryOut(bounced("e1/1/notify", "bob", "news"));
        run(Duration.ofSeconds(5));
        assertThat(crm.requests()).hasSize(2);
    }

    private static String signed(Receiver.Request request, String key) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(key.substring(6)), "HmacSHA256"));
        String content = request.id() + "." + request.timestamp() + "." + request.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    }

    @Test
    void what_is_not_taken_comes_again_with_the_same_id_and_in_the_order_of_its_address() {
        crm.answer = request -> new Said(crm.requests().size() <= 2 ? 500 : 204);
        host.carryOut(bounced("e1/1/notify", "bob", "news"));
        host.carryOut(bounced("e2/1/notify", "bob", "later"));

        run(Duration.ofMinutes(1));

        List<Receiver.Request> tries = crm.requests();
        assertThat(tries)
                .extracting(Receiver.Request::body)
                .containsExactly(body("bob", "news"), body("bob", "news"), body("bob", "news"), body("bob", "later"));
        assertThat(tries.subList(0, 3))
                .extracting(Receiver.Request::id)
                .containsOnly(tries.get(0).id());
        assertThat(tries.get(2).timestamp()).isGreaterThan(tries.get(0).timestamp());
    }

    @Test
    void an_endpoint_that_is_gone_is_left_alone_until_somebody_switches_it_on() {
        crm.answer = request -> new Said(410);
        host.carryOut(bounced("e1/1/notify", "bob", "news"));
        host.carryOut(bounced("e2/1/notify", "eve", "news"));
        run(Duration.ofDays(1));
        int before = crm.requests().size();
        assertThat(before).isBetween(1, 2);
        assertThat(shop.requests()).hasSize(2);

        crm.answer = request -> new Said(200);
        assertThat(journal.webhooks().orElseThrow().enable("crm", new Act(now.get(), "ann", "back")))
                .isTrue();
        run(Duration.ofHours(7));

        assertThat(crm.bodies().subList(before, before + 2))
                .containsExactlyInAnyOrder(body("bob", "news"), body("eve", "news"));
    }

    @Test
    void whoever_asks_to_be_left_alone_is_left_alone_for_so_long_and_no_longer_than_an_hour() {
        crm.answer = request -> crm.requests().size() == 1 ? new Said(429, "Retry-After", "120") : new Said(204);
        shop.answer = request -> shop.requests().size() == 1 ? new Said(503, "Retry-After", "999999") : new Said(204);
        host.carryOut(bounced("e1/1/notify", "bob", "news"));
        run(Duration.ofMillis(10));
        host.carryOut(bounced("e2/1/notify", "eve", "news"));

        run(Duration.ofSeconds(110));
        assertThat(crm.requests()).hasSize(1);
        run(Duration.ofSeconds(40));
        assertThat(crm.requests()).hasSize(3);
        run(Duration.ofMinutes(57));
        assertThat(shop.requests()).hasSize(1);
        run(Duration.ofMinutes(10));
        assertThat(shop.requests()).hasSize(3);
    }

    @Test
    void a_redirect_is_not_followed() {
        crm.answer = request -> new Said(307, "Location", shop.url().toString());
        host.carryOut(bounced("e1/1/notify", "bob", "news"));

        run(Duration.ofMillis(10));

        assertThat(crm.requests()).hasSize(1);
        assertThat(shop.requests()).hasSize(1);
        assertThat(journal.webhooks()
                        .orElseThrow()
                        .tries("crm", crm.requests().get(0).id())
                        .failures())
                .isOne();
    }

    @Test
    void an_endpoint_that_hangs_is_cut_off_and_the_other_one_does_not_wait() {
        CountDownLatch free = new CountDownLatch(1);
        shop.answer = request -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Said(204);
        };
        host.carryOut(bounced("e1/1/notify", "bob", "news"));

        senders.get(1).step(T);
        senders.get(0).step(T);
        free.countDown();

        assertThat(crm.bodies()).containsExactly(body("bob", "news"));
        assertThat(journal.webhooks()
                        .orElseThrow()
                        .tries("shop", crm.requests().get(0).id())
                        .failures())
                .isOne();
    }

    @Test
    void after_three_days_a_message_is_given_up_and_can_be_sent_again() {
        crm.answer = request -> new Said(404);
        host.carryOut(bounced("e1/1/notify", "bob", "news"));

        run(Duration.ofHours(71));
        assertThat(journal.webhooks().orElseThrow().dead("crm", 10, 0)).isEmpty();
        run(Duration.ofHours(5));

        int tries = crm.requests().size();
        assertThat(tries).isBetween(30, 80);
        assertThat(journal.webhooks().orElseThrow().dead("crm", 10, 0))
                .singleElement()
                .satisfies(given -> {
                    assertThat(given.tries()).isEqualTo(tries);
                    assertThat(given.why()).isEqualTo("answered 404");
                });
        crm.answer = request -> new Said(204);
        journal.webhooks().orElseThrow().resend("crm", null, new Act(now.get(), "ann", ""));
        run(Duration.ofSeconds(5));
        assertThat(crm.requests()).hasSize(tries + 1);
    }

    @Test
    void a_burst_begins_slowly() {
        senders.forEach(Dispatcher::close);
        serve(OutgoingWebhooks.DELIVERY);
        for (int i = 0; i < 60; i++) {
            host.carryOut(bounced("e" + i + "/1/notify", "p" + i, "news"));
        }

        run(Duration.ofSeconds(5));
        assertThat(crm.requests()).hasSizeBetween(20, 31);
        run(Duration.ofSeconds(15));
        assertThat(crm.requests()).hasSize(60);
    }
}
