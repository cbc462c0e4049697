package dev.gatehouse.signin;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a browser calls itself, in words: enough to know one's own devices by, no more.
 *
 * @param browser empty where it is not known
 * @param system empty where it is not known
 */
public record Device(String browser, String system, boolean handheld) {

    /** In this order, for each imitates those after it. */
    private static final Map<String, String> BROWSERS = ordered(
            "edg",
            "Edge",
            "opr/",
            "Opera",
            "samsungbrowser",
            "Samsung Internet",
            "firefox",
            "Firefox",
            "fxios",
            "Firefox",
            "crios",
            "Chrome",
            "chrome",
            "Chrome",
            "safari",
            "Safari",
            "curl",
            "curl");

    private static final Map<String, String> SYSTEMS = ordered(
            "iphone",
            "iPhone",
            "ipad",
            "iPad",
            "android",
            "Android",
            "windows",
            "Windows",
            "mac os x",
            "macOS",
            "cros",
            "ChromeOS",
            "linux",
            "Linux");

    public static Device of(String userAgent) {
        var agent = userAgent.toLowerCase(Locale.ROOT);
        return new Device(
                first(BROWSERS, agent),
                first(SYSTEMS, agent),
                agent.contains("mobile")
                        || agent.contains("iphone")
                        || agent.contains("ipad")
                        || agent.contains("android"));
    }

    /** The icon that stands for it. */
    public String icon() {
        return handheld ? "device-mobile" : "device-laptop";
    }

    private static String first(Map<String, String> words, String agent) {
        for (var word : words.entrySet()) if (agent.contains(word.getKey())) return word.getValue();
        return "";
    }

    private static Map<String, String> ordered(String... pairs) {
        var words = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) words.put(pairs[i], pairs[i + 1]);
        return words;
    }
}
