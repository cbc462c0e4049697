package dev.gatehouse.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Requests to servers that somebody named in a setting. An address inside one's own house is refused at the moment of connecting, so
 * that no name can lead there (security.md 10). Nothing is followed, kept or repeated, every wait has an end, and an answer is read
 * to a bound.
 */
public final class OutgoingHttp implements AutoCloseable {

    /** The server is at an address that requests must not go to. */
    public static final class ForbiddenAddress extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        ForbiddenAddress() {
            super("an address of a private network");
        }
    }

    /**
     * What a server answered.
     *
     * @param body its beginning, up to a bound
     */
    @SuppressWarnings("ArrayRecordComponent") // answers are never compared
    public record Answer(int status, byte[] body) {

        public boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    private static final int ANSWER_BOUND = 64 * 1024;
    private static final int CONNECTIONS = 20;
    private static final Duration KEPT_IDLE = Duration.ofSeconds(20);

    private final CloseableHttpClient client;
    private final Duration patience;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("outgoing-http").factory());

    /**
     * @param privateAddresses whether servers inside are meant
     * @param patience the most that one request may take
     * @param trust whom to trust in TLS; null for the certificate authorities of Java
     */
    public OutgoingHttp(boolean privateAddresses, Duration patience, @Nullable SSLContext trust) {
        this.patience = patience;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(privateAddresses ? SystemDefaultDnsResolver.INSTANCE : new OutsideOnly())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(patience))
                        .setSocketTimeout(Timeout.of(patience))
                        .setTimeToLive(TimeValue.of(KEPT_IDLE))
                        .build());
        if (trust != null) connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(trust));
        this.client = HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(patience))
                        .setResponseTimeout(Timeout.of(patience))
                        .setRedirectsEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Gatehouse")
                .build();
    }

    /** Sends one request and reads the answer. */
    public Answer send(String method, URI address, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        var request = new HttpUriRequestBase(method, address);
        headers.forEach(request::setHeader);
        if (body != null) {
            var type = headers.getOrDefault(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
            request.setEntity(new ByteArrayEntity(body, ContentType.parse(type)));
        }
        var end = alarm.schedule(request::abort, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, answer -> new Answer(answer.getCode(), read(answer.getEntity(), request)));
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            // The connections are gone either way.
        }
    }

    private static byte[] read(@Nullable HttpEntity entity, HttpUriRequestBase request) throws IOException {
        if (entity == null) return new byte[0];
        try (InputStream content = entity.getContent()) {
            var read = new ByteArrayOutputStream();
            var buffer = new byte[4096];
            int count;
            while (read.size() < ANSWER_BOUND && (count = content.read(buffer)) >= 0) read.write(buffer, 0, count);
            // What is longer is not waited for.
            if (read.size() >= ANSWER_BOUND) request.abort();
            return read.toByteArray();
        }
    }

    /** Knows public addresses alone; the connection goes to the very address that was looked at. */
    private static final class OutsideOnly implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            var addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            for (var address : addresses) if (!PublicAddresses.contains(address)) throw new ForbiddenAddress();
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
