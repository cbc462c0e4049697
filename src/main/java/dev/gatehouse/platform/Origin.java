package dev.gatehouse.platform;

/** From where something was done (AUD-1): the network address, already resolved through trusted proxies, and the user agent. */
public record Origin(String address, String userAgent) {

    /** The server itself: jobs and start-up. */
    public static final Origin SERVER = new Origin("", "");
}
