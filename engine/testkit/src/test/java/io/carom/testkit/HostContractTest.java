package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.Action;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.spi.Outgoing;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The contract on a host that keeps it, and each way to break it, seen by the contract. */
final class HostContractTest extends HostContract {
    /** A host in memory whose faults can be chosen. */
    private static class MemoryHost implements Host {
        final Set<AddressKey> mailed = ConcurrentHashMap.newKeySet();
        final Set<String> keys = ConcurrentHashMap.newKeySet();

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public Reply carryOut(Outgoing action) {
            if (keys.add(action.key())) {
                apply(action);
            }
            return Reply.DONE;
        }

        void apply(Outgoing action) {
            if (action.action() instanceof Action.Reactivate) {
                mailed.add(action.address());
            } else if (action.action() instanceof Action.MarkBounced
                    || action.action() instanceof Action.Unsubscribe
                    || action.action() instanceof Action.Suppress) {
                mailed.remove(action.address());
            }
        }
    }

    private Host wanted = new MemoryHost();

    @Override
    protected Host open() {
        return wanted;
    }

    @Override
    protected void subscribe(Host to, AddressKey address) {
        ((MemoryHost) to).mailed.add(address);
    }

    @Override
    protected boolean sendsTo(Host by, AddressKey address) {
        return ((MemoryHost) by).mailed.contains(address);
    }

    @AfterEach
    void forget() {
        wanted = new MemoryHost();
    }

    private void fails(Host broken, Executable test) throws Exception {
        wanted = broken;
        openHost();
        assertThatThrownBy(test::execute).isInstanceOf(Throwable.class);
    }

    @Test
    void a_host_that_forgets_keys_fails() throws Exception {
        Host forgetful = new MemoryHost() {
            @Override
            public Reply carryOut(Outgoing action) {
                apply(action);
                return Reply.DONE;
            }
        };

        fails(forgetful, this::one_key_is_carried_out_once_however_often_it_comes);
        fails(forgetful, this::several_together_come_to_the_same_as_one_after_the_other);
        fails(forgetful, this::several_threads_may_call_it_about_different_addresses);
    }

    @Test
    void a_host_that_does_nothing_fails() throws Exception {
        Host idle = new MemoryHost() {
            @Override
            void apply(Outgoing action) {}
        };

        fails(idle, this::it_sends_to_nobody_who_bounced_left_or_is_suppressed);
        fails(idle, this::another_key_is_another_action);
        fails(idle, this::text_from_outside_breaks_nothing);
    }

    @Test
    void a_host_that_remembers_the_address_instead_of_the_key_fails() throws Exception {
        Host once = new MemoryHost() {
            @Override
            public Reply carryOut(Outgoing action) {
                if (keys.add(action.address() + action.action().type())) {
                    apply(action);
                }
                return Reply.DONE;
            }
        };

        fails(once, this::another_key_is_another_action);
    }

    @Test
    void a_host_that_takes_everything_for_a_bounce_fails() throws Exception {
        Host zealous = new MemoryHost() {
            @Override
            void apply(Outgoing action) {
                mailed.remove(action.address());
            }
        };

        fails(zealous, this::what_only_people_or_other_programs_need_to_know_changes_nobody);
        fails(zealous, this::it_sends_again_to_whom_is_reactivated);
    }

    @Test
    void a_host_that_puts_off_what_it_will_never_do_fails() throws Exception {
        Host shy = new MemoryHost() {
            @Override
            public Reply carryOut(Outgoing action) {
                return mailed.contains(action.address()) ? super.carryOut(action) : Reply.LATER;
            }
        };

        fails(shy, this::an_address_that_it_has_never_heard_of_is_no_reason_to_come_again);
    }
}
