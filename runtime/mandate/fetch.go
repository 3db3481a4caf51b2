package mandate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/loopback"
)

// fetcher gets small documents from the issuer, and from nobody it points to without https.
type fetcher struct {
	client   *http.Client
	maxBytes int64
}

// newFetcher returns a fetcher that uses a copy of client (nil: one of its own), without cookies and with redirects
// kept inside one origin: a redirect elsewhere would move the trust in the keys there.
func newFetcher(client *http.Client, maxBytes int64) *fetcher {
	own := http.Client{}
	if client != nil {
		own = *client
	}
	if own.Transport == nil {
		own.Transport = &http.Transport{
			Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true, MaxIdleConns: 2, IdleConnTimeout: time.Minute,
			TLSHandshakeTimeout: 5 * time.Second, MaxResponseHeaderBytes: 64 << 10,
		}
	}
	own.Jar = nil
	own.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		first := via[0].URL
		if len(via) > 3 || next.URL.Scheme != first.Scheme || next.URL.Host != first.Host {
			return errors.New("redirect to another origin, or too many")
		}
		return nil
	}
	return &fetcher{&own, maxBytes}
}

// get returns the body of a 200 answer. The caller's context bounds the time.
func (f *fetcher) get(ctx context.Context, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("fetching %s: %w", address, err)
	}
	req.Header.Set("Accept", "application/json, application/jwk-set+json")
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, err // says method and address
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, &statusError{address, resp.StatusCode}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, f.maxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("fetching %s: %w", address, err)
	case int64(len(body)) > f.maxBytes:
		return nil, fmt.Errorf("fetching %s: longer than %d bytes", address, f.maxBytes)
	}
	return body, nil
}

// statusError is an answer other than 200.
type statusError struct {
	address string
	status  int
}

func (e *statusError) Error() string {
	return fmt.Sprintf("fetching %s: status %d", e.address, e.status)
}

// trusted parses an absolute URL that keys or metadata may come from: https, or http on loopback.
func trusted(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, errors.New("is not a URL")
	case u.Host == "" || u.User != nil || u.Fragment != "" || u.Opaque != "":
		return nil, errors.New("is not an absolute URL without user and fragment")
	case u.Scheme == "https" || u.Scheme == "http" && loopback.Host(u.Hostname()):
		return u, nil
	}
	return nil, errors.New("must be https (http only on loopback)")
}
