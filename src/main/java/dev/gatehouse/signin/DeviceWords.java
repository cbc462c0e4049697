package dev.gatehouse.signin;

import dev.gatehouse.platform.Texts;

/** Devices as sentences say them: "Firefox on Windows". */
public final class DeviceWords {

    private DeviceWords() {}

    public static String of(Texts.Language language, String userAgent) {
        var device = Device.of(userAgent);
        if (device.browser().isEmpty() && device.system().isEmpty()) return language.text("device.unknown");
        if (device.browser().isEmpty()) return device.system();
        if (device.system().isEmpty()) return device.browser();
        return language.text("device.on", device.browser(), device.system());
    }
}
