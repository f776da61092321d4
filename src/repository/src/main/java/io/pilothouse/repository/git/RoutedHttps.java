package io.pilothouse.repository.git;

import io.pilothouse.repository.net.RoutedTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.URL;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/// One HTTPS request. Hands everything on to the Java platform but what would loosen it: it follows no redirect,
/// because the credentials in its headers would go along, and nobody can take its trust or its route away.
final class RoutedHttps implements HttpConnection {
    private final HttpsURLConnection https;

    private RoutedHttps(HttpsURLConnection https) {
        this.https = https;
    }

    static RoutedHttps open(URL url, RoutedTls tls) throws IOException {
        if (!(url.openConnection(Proxy.NO_PROXY) instanceof HttpsURLConnection https)) {
            throw new ProtocolException("no https URL");
        }
        https.setSSLSocketFactory(tls);
        https.setInstanceFollowRedirects(false);
        return new RoutedHttps(https);
    }

    @Override
    public void setInstanceFollowRedirects(boolean isFollowing) {
        // stays off
    }

    @Override
    public void configure(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, SecureRandom random) {
        // stays as it is
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        // stays the platform's
    }

    @Override
    public boolean usingProxy() {
        // a tunnel is none to whom speaks through it
        return false;
    }

    @Override
    public int getResponseCode() throws IOException {
        return https.getResponseCode();
    }

    @Override
    public URL getURL() {
        return https.getURL();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return String.valueOf(https.getResponseMessage());
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return https.getHeaderFields();
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        return https.getHeaderField(name);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        List<String> values = new ArrayList<>();
        https.getHeaderFields().forEach((key, found) -> {
            if (name.equalsIgnoreCase(key)) {
                values.addAll(found);
            }
        });
        return values;
    }

    @Override
    public void setRequestProperty(String key, String value) {
        https.setRequestProperty(key, value);
    }

    @Override
    public void setRequestMethod(String method) throws ProtocolException {
        https.setRequestMethod(method);
    }

    @Override
    public String getRequestMethod() {
        return https.getRequestMethod();
    }

    @Override
    public void setUseCaches(boolean isUsing) {
        https.setUseCaches(isUsing);
    }

    @Override
    public void setConnectTimeout(int timeout) {
        https.setConnectTimeout(timeout);
    }

    @Override
    public void setReadTimeout(int timeout) {
        https.setReadTimeout(timeout);
    }

    @Override
    public @Nullable String getContentType() {
        return https.getContentType();
    }

    @Override
    public int getContentLength() {
        return https.getContentLength();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return https.getInputStream();
    }

    @Override
    public void setDoOutput(boolean isSending) {
        https.setDoOutput(isSending);
    }

    @Override
    public void setFixedLengthStreamingMode(int length) {
        https.setFixedLengthStreamingMode(length);
    }

    @Override
    public void setChunkedStreamingMode(int length) {
        https.setChunkedStreamingMode(length);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return https.getOutputStream();
    }

    @Override
    public void connect() throws IOException {
        https.connect();
    }
}
