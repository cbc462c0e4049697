package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "Lena.Fischer@Example.COM, Lena.Fischer@example.com, lena.fischer@example.com",
        "' amara+test@sub.example.org ', amara+test@sub.example.org, amara+test@sub.example.org",
        "zoe@bücher.example, zoe@xn--bcher-kva.example, zoe@xn--bcher-kva.example",
        "ｍｅｉ＠ｅｘａｍｐｌｅ．ｃｏｍ, mei@example.com, mei@example.com",
        "tanaka@例え.jp, tanaka@xn--r8jz45g.jp, tanaka@xn--r8jz45g.jp"
    })
    @DisplayName("INV-1 one address has one value and one key, however it is typed")
    void reads(String typed, String value, String key) {
        assertThat(EmailAddress.parse(typed)).isEqualTo(new EmailAddress(value, key));
        assertThat(EmailAddress.parse(value).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "lena",
                "lena@",
                "@example.com",
                "lena@localhost",
                "lena@@example.com",
                "le na@example.com",
                "lena@exa mple.com",
                ".lena@example.com",
                "lena.@example.com",
                "le..na@example.com",
                "lena@-example.com",
                "lena@example..com",
                "lena@127.0.0.1",
                "lena@[127.0.0.1]",
                "lena@example.com\r\nBcc: other@example.com",
                "le\u202ena@example.com",
                "le\u200bna@example.com",
                "\"lena\"@example.com",
                "Lena <lena@example.com>",
                "lena@example.com,other@example.com",
                "lena@exam_ple.com",
                "lena@ex\u00adample.com%0a"
            })
    @DisplayName("INV-1 what is no address, or more than one, is refused")
    void refuses(String typed) {
        assertThat(EmailAddress.read(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "řeka@example.com",
                "zoë@bücher.example",
                "田中@例え.jp",
                "İlker@example.com",
                "p1ɀbľčĊNOOPĠ@example.com"
            })
    @DisplayName(
            "INV-1 letters before the @ that mail servers make another mailbox of are refused with their own sentence")
    void letters(String typed) {
        assertThat(EmailAddress.read(typed)).isEmpty();
        assertThatThrownBy(() -> EmailAddress.parse(typed))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("email.letters"));
    }

    @Test
    @DisplayName("INV-1 addresses are as long as mail allows")
    void length() {
        assertThat(EmailAddress.read("a".repeat(64) + "@example.com")).isPresent();
        assertThat(EmailAddress.read("a".repeat(65) + "@example.com")).isEmpty();
        assertThat(EmailAddress.read("a@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(63) + "."
                        + "e".repeat(62) + ".com"))
                .isEmpty();
    }
}
