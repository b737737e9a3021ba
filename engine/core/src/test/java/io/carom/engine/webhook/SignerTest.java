package io.carom.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignerTest {
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330L);

    @Test
    void a_signature_is_the_one_that_other_implementations_make() {
        String signature = Signer.of(List.of(KEY)).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", AT, "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void several_keys_make_several_signatures() {
        String other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        String both = Signer.of(List.of(other, KEY)).sign("msg_1", AT, "{}");

        assertThat(both)
                .isEqualTo(Signer.of(List.of(other)).sign("msg_1", AT, "{}") + " "
                        + Signer.of(List.of(KEY)).sign("msg_1", AT, "{}"));
    }

    @Test
    void a_key_that_is_none_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> Signer.of(List.of("whsec_no!base64")))
                .hasMessageContaining("no base64")
                .hasMessageNotContaining("no!base64");
        assertThatThrownBy(() -> Signer.of(List.of("whsec_AAAA"))).hasMessageContaining("3 bytes");
        assertThatThrownBy(() -> Signer.of(List.of("short"))).hasMessageNotContaining("short\"");
    }
}
